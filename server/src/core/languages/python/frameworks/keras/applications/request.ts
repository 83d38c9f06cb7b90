/** What a call of a model of `keras.applications` comes to, and what Keras refuses of it. Source: keras/src/applications. */
import { isTrue } from '../../../../../layers/parameters.ts'
import { isNamedValue, printPython, type Value, valueKey } from '../../../../../layers/value.ts'
import type { Tensor } from '../../../../../model/tensor.ts'
import { isUnknown, type Unknown } from '../../../../../tensor/size.ts'
import type { Application } from './catalogue.ts'
import { families } from './families.ts'
import { type GivenShape, Refusal } from './shape.ts'

/** The arguments of a call, or their defaults. */
export interface Given {
  readonly value: (name: string) => Value
  readonly shape: GivenShape | undefined
  readonly tensor: Tensor | undefined
}

/** A call of which it is known whether it has a top, and whether its weights were trained on ImageNet. */
export interface Asked extends Given {
  readonly application: Application
  readonly include_top: boolean
  readonly isTrained: boolean
}

/** What a model of the library is made with: those of these that are parameters of it. */
export type Request = ReadonlyMap<string, Value>

/** What is not known, but can be one thing only if Keras is to go on, is that. */
export function requestFor(application: Application, given: Given): Request | Refusal | Unknown {
  const top = given.value('include_top')
  const lost = isUnknown(top) ? top : families[application.source]!.open?.(given, application)
  if (lost) return lost
  const weights = given.value('weights')
  const asked = { ...given, application, include_top: isTrue(top) }
  if (!isUnknown(weights)) return answer({ ...asked, isTrained: weights === 'imagenet' })
  const [trained, others] = [true, false].map(isTrained => answer({ ...asked, isTrained }))
  if (trained instanceof Refusal) return others!
  return others instanceof Refusal || sameRequest(trained!, others!) ? trained! : weights
}

const sameRequest = (a: Request, b: Request): boolean =>
  [...a].every(([name, value]) => valueKey(value) === valueKey(b.get(name) ?? null) || name === 'weights')

function answer(asked: Asked): Request | Refusal {
  const { application, include_top, isTrained } = asked
  const { check, shape, name } = families[application.source]!
  const refusal = checkWeights(asked) ?? check?.(asked)
  if (refusal) return refusal
  const sizes = shape(asked)
  if (sizes instanceof Refusal) return sizes
  const request = new Map(
    application.signature.parameters
      .filter(parameter => parameter.name !== 'input_tensor')
      .map(parameter => [parameter.name, asked.value(parameter.name)]),
  )
  request.set('include_top', include_top).set('input_shape', sizes)
  if (include_top && isTrained) request.set('classes', 1000)
  return named(request, name(asked, sizes))
}

/** What is not known as a name is left to the model. */
function named(request: Map<string, Value>, name: Value | undefined): Request {
  if (typeof name === 'string') request.set('name', name)
  else request.delete('name')
  return request
}

function checkWeights({ value, include_top, isTrained }: Asked): Refusal | undefined {
  const weights = value('weights')
  const classes = value('classes')
  if (typeof weights === 'string' && weights !== 'imagenet' && isNoFile(weights))
    return new Refusal(`weights is None, 'imagenet' or the path of a file, not ${printPython(weights)}`, 'weights')
  if (!include_top) return undefined
  if (isTrained && typeof classes === 'number' && classes !== 1000)
    return new Refusal(`with weights='imagenet' and include_top=True there are 1000 classes, not ${classes}`, 'classes')
  const activation = value('classifier_activation')
  return weights === null || isUnknown(weights) || isPlainActivation(activation)
    ? undefined
    : new Refusal(
        `with weights that are loaded the classifier_activation is 'softmax' or None, not ${printPython(activation)}`,
        'classifier_activation',
      )
}

/** What people write who mean some weights or none, and what nobody calls a file. */
const isNoFile = (weights: string): boolean =>
  /^(imagenet[\w+-]*|none|random|true|false|noisy-?student)$/i.test(weights)

/** Whether it is what the weights were trained with, as far as is known. */
function isPlainActivation(activation: Value): boolean {
  const name =
    typeof activation === 'object' && activation !== null && isNamedValue(activation) ? activation.name : activation
  return typeof name !== 'string' || !others.has(name)
}

/** Activations that are certainly others. */
const others: ReadonlySet<string> = new Set([
  'sigmoid',
  'relu',
  'tanh',
  'elu',
  'selu',
  'gelu',
  'softplus',
  'swish',
  'silu',
])
