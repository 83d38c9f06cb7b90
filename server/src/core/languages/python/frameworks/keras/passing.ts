/** What of a call reaches the `call` of a layer that the program defines, and which tensors it is made on. */
import type { Finding } from '../../../../layers/problem.ts'
import type { Tensors } from '../../../../model/tensor.ts'
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import type { FunctionObject } from '../../evaluate/functions.ts'
import { describe, type PyValue } from '../../evaluate/values.ts'
import { maskOf } from './masks.ts'
import { foreignTensor, holdsTensors, toTensors } from './nests.ts'
import type { Runtime } from './runtime.ts'

/**
 * Keras passes on `training` and the mask of the input where `call` takes them, and drops `training` where not. Where a
 * model runs once more, its layers get masks as they got them before.
 */
export function contextFor(
  call: FunctionObject,
  { positional, named }: CallArguments,
  runtime: Runtime,
  wasMasked: boolean,
): ReadonlyMap<string, PyValue> {
  const { training } = runtime.calls
  const names = call.parameterNames.slice(1)
  const passed = new Map(named)
  const isOpen = (name: string) => names.indexOf(name) >= positional.length && !named.has(name)
  if (isOpen('training') && training !== undefined) passed.set('training', training)
  if (!names.includes('training') && !call.takesKeywords) passed.delete('training')
  const mask = isOpen('mask') && positional[0] ? maskOf(positional[0], runtime, wasMasked) : undefined
  if (mask !== undefined) passed.set('mask', mask)
  return passed
}

/**
 * What Keras refuses among what is passed by position: it takes nothing but tensors there. A whole number may be a tensor
 * without axes. Source: Layer.__call__ in keras/src/layers/layer.py.
 */
export function refusedByPosition({ positional }: CallArguments): Finding | undefined {
  const other = positional.slice(1).find(value => typeof value === 'boolean' || typeof value === 'string')
  if (other === undefined) return undefined
  return { code: 'refused', facts: { reason: `only tensors may be passed by position, not ${describe(other)}` } }
}

/** The tensors of a call by the names of its parameters; what is no tensor is the input where nothing else is one. */
export function inputsOf(
  names: readonly string[],
  inputName: string,
  { positional, named }: CallArguments,
  at: Place,
): ReadonlyMap<string, Tensors> {
  const tensors = new Map<string, Tensors>()
  const add = (name: string, value: PyValue) => {
    const found = holdsTensors(value) ? toTensors(value, at) : undefined
    if (found) tensors.set(name, found)
  }
  positional.forEach((value, i) => {
    add(names[i] ?? `argument ${i}`, value)
  })
  for (const [name, value] of named) add(name, value)
  const [first] = positional
  if (tensors.size === 0 && first !== undefined)
    tensors.set(inputName, toTensors(first, at) ?? foreignTensor(unknown(`${describe(first)} is no tensor`, at)))
  return tensors
}
