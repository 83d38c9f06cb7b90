/** What the families of `keras.applications` have for themselves: their checks, input shapes and names. */
import { isTrue } from '../../../../../layers/parameters.ts'
import { printPython, toNumber, type Value } from '../../../../../layers/value.ts'
import { fixed } from '../../../../../numbers/rounding.ts'
import { isShape } from '../../../../../tensor/shape.ts'
import { isNone, isUnknown, type Size, type Unknown, unknown } from '../../../../../tensor/size.ts'
import type { Application } from './catalogue.ts'
import type { Asked, Given } from './request.ts'
import { isPlain, obtainInputShape, Refusal, type Sizes, threeSizes, tooSmall } from './shape.ts'

export interface Family {
  /** Why it is another model with these arguments, which is not known. */
  readonly open?: (given: Given, application: Application) => Unknown | undefined
  /** What Keras refuses besides what it refuses for all. */
  readonly check?: (asked: Asked) => Refusal | undefined
  readonly shape: (asked: Asked) => Sizes | Refusal
  /** The name of the model; undefined where it is not known. */
  readonly name: (asked: Asked, shape: Sizes) => Value | undefined
}

/** The default height and width follow from `sized`. */
const shapeFor =
  (sized: (asked: Asked) => number) =>
  (asked: Asked): Sizes | Refusal =>
    obtainInputShape(asked.shape, { ...asked.application, ...asked, size: sized(asked) })

const usual: Family = { shape: shapeFor(({ application }) => application.size), name: ({ value }) => value('name') }

/** The sizes for which there are weights. */
const mobileSizes: Readonly<Record<string, readonly Value[]>> = {
  mobilenet: [128, 160, 192, 224],
  mobilenet_v2: [96, 128, 160, 192, 224],
}

/** The height, where it is the width too and there are weights for it. */
const squareOf = (height: Value, width: Value, { application }: Asked): number =>
  typeof height === 'number' && height === width && mobileSizes[application.source]!.includes(height) ? height : 224

function mobileSize(asked: Asked): number {
  const { shape, tensor, application } = asked
  if (shape) return squareOf(shape.sizes[0] ?? null, shape.sizes[1] ?? null, asked)
  const [, height, width] = application.source === 'mobilenet_v2' && tensor ? sizesOf(tensor.type.shape) : []
  return squareOf(height ?? null, width ?? null, asked)
}

const sizesOf = (shape: Parameters<typeof isShape>[0]): readonly Value[] => (isShape(shape) ? shape.map(sizeValue) : [])

const sizeValue = (size: Size): Value => (isNone(size) ? null : size)

/** `mobilenet_1.00_224`. */
const mobileName =
  (start: string): Family['name'] =>
  (asked, [height = null, width = null]) => {
    const name = asked.value('name')
    if (name !== null) return name
    const alpha = toNumber(asked.value('alpha'))
    const rows = asked.isTrained && isPlain(height) && isPlain(width) ? squareOf(height, width, asked) : height
    return alpha === undefined || !isPlain(rows) ? undefined : `${start}_${fixed(alpha, 2)}_${printPython(rows)}`
  }

/** With the weights of ImageNet, `alpha` is one of a few numbers. */
function checkAlpha({ value, isTrained }: Asked, allowed: readonly number[]): Refusal | undefined {
  const given = value('alpha')
  const alpha = toNumber(given)
  if (!isTrained || alpha === undefined || allowed.includes(alpha)) return undefined
  return new Refusal(
    `with weights='imagenet' alpha is one of ${allowed.join(', ')}, not ${printPython(given)}`,
    'alpha',
  )
}

/** An input that is given twice has one width. */
function checkTensor({ shape, tensor }: Asked): Refusal | undefined {
  const width = shape?.sizes[1]
  const [, , other] = tensor ? sizesOf(tensor.type.shape) : []
  if (width === undefined || other === undefined || !isPlain(width) || !isPlain(other) || width === other)
    return undefined
  const reason = `input_tensor has the width ${printPython(other)}, input_shape has ${printPython(width)}`
  return new Refusal(reason, 'input_shape')
}

function checkDepth({ value, isTrained }: Asked): Refusal | undefined {
  const depth = toNumber(value('depth_multiplier'))
  return isTrained && depth !== undefined && depth !== 1
    ? new Refusal(`with weights='imagenet' depth_multiplier is 1, not ${depth}`, 'depth_multiplier')
    : undefined
}

/** Source: `MobileNetV3`, which does not ask for what the others do. */
function mobileShape({ shape, tensor, application }: Asked): Sizes | Refusal {
  const [, rows = null, columns = null] = tensor ? sizesOf(tensor.type.shape) : []
  const sizes = shape?.sizes ?? [columns, rows, 3]
  if (sizes.length !== 3) return threeSizes(sizes)
  const [height, width] = sizes.slice(0, 2).map(size => (typeof size === 'number' && size > 0 ? size : undefined))
  const isSmall = height !== undefined && width !== undefined && Math.min(height, width) < application.least
  return isSmall ? tooSmall(sizes, application.least) : sizes
}

function mobileAlphas({ value }: Asked): readonly number[] {
  const minimalistic = value('minimalistic')
  return isUnknown(minimalistic) || !isTrue(minimalistic) ? [0.75, 1] : [1]
}

/** Source: `DEFAULT_BLOCKS_ARGS[name]`: a model is made of the blocks that stand under its name. */
function checkBlocks({ value, application }: Asked): Refusal | undefined {
  const name = value('name')
  const own = printPython(ownName(application.signature))
  return typeof name !== 'string' || blockNames.test(name)
    ? undefined
    : new Refusal(`Keras knows blocks for the name ${own}, not for ${printPython(name)}`, 'name')
}

const blockNames = /^efficientnetv2-(?:(b)[0-3]|[sml])$/

/** The blocks of B0 to B3 are equal; any others would make another model of it. */
function otherBlocks({ value }: Given, { signature }: Application): Unknown | undefined {
  const [name, own] = [value('name'), ownName(signature)].map(each => (typeof each === 'string' ? each : ''))
  const isOther = name !== own && blockNames.test(name!) && !(blockNames.exec(name!)![1] && blockNames.exec(own!)?.[1])
  return isOther ? unknown(`a model under the name ${name} has other blocks`) : undefined
}

const ownName = ({ parameters }: Asked['application']['signature']): Value =>
  parameters.find(parameter => parameter.name === 'name')?.default ?? null

function checkVariant({ value, isTrained, application }: Asked): Refusal | undefined {
  const name = value('name')
  const own = ownName(application.signature)
  return isTrained && typeof name === 'string' && !name.includes(own as string)
    ? new Refusal(`with weights='imagenet' its name holds ${printPython(own)}, got ${printPython(name)}`, 'name')
    : undefined
}

function checkStatic({ shape, isTrained }: Asked): Refusal | undefined {
  return isTrained && shape?.isTuple && shape.sizes.includes(null)
    ? new Refusal("with weights='imagenet' no size of the input_shape can be None", 'input_shape')
    : undefined
}

/** NASNetMobile without a top has its own default. */
const nasnetShape: Family['shape'] = asked => {
  const { application, include_top, shape } = asked
  const isDefault = application.name === 'NASNetMobile' && !include_top && !shape
  return usual.shape(isDefault ? { ...asked, shape: { sizes: [224, 224, 3], isTuple: true } } : asked)
}

/** By the names of Keras's files. */
export const families: Readonly<Record<string, Family>> = {
  convnext: { ...usual, check: checkVariant },
  densenet: usual,
  efficientnet: usual,
  efficientnet_v2: { ...usual, open: otherBlocks, check: checkBlocks },
  inception_resnet_v2: usual,
  inception_v3: usual,
  mobilenet: {
    check: asked => checkDepth(asked) ?? checkAlpha(asked, [0.25, 0.5, 0.75, 1]),
    shape: shapeFor(mobileSize),
    name: mobileName('mobilenet'),
  },
  mobilenet_v2: {
    check: asked => checkTensor(asked) ?? checkAlpha(asked, [0.35, 0.5, 0.75, 1, 1.3, 1.4]),
    shape: shapeFor(mobileSize),
    name: mobileName('mobilenetv2'),
  },
  mobilenet_v3: {
    ...usual,
    check: asked => checkTensor(asked) ?? checkAlpha(asked, mobileAlphas(asked)),
    shape: mobileShape,
  },
  nasnet: { ...usual, check: checkStatic, shape: nasnetShape },
  resnet: usual,
  resnet_v2: usual,
  vgg16: usual,
  vgg19: usual,
  xception: usual,
}
