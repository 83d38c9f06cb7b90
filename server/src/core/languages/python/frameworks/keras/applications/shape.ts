/** The shape of the input of a model of `keras.applications`: its defaults, and what Keras refuses. */
import { printPython, type Value } from '../../../../../layers/value.ts'

/** The sizes of one picture: numbers, None, symbols, or what is not known. */
export type Sizes = readonly Value[]

/** What bears on the shape besides what is given for it. */
export interface ShapeRule {
  /** The default height and width, and the least. */
  readonly size: number
  readonly least: number
  readonly include_top: boolean
  /** Whether the weights are those that were trained on ImageNet. */
  readonly isTrained: boolean
}

/** Why Keras refuses a shape. */
export class Refusal {
  constructor(
    readonly reason: string,
    readonly argument: string,
  ) {}
}

const refuse = (reason: string): Refusal => new Refusal(reason, 'input_shape')

/** Source: `obtain_input_shape` in keras/src/applications/imagenet_utils.py. What Keras would refuse otherwise is taken for granted. */
export function obtainInputShape(given: GivenShape | undefined, rule: ShapeRule): Sizes | Refusal {
  const { size, include_top, isTrained } = rule
  const [, , channels] = given?.sizes.length === 3 && !isTrained ? given.sizes : [size, size, 3]
  const standard = [size, size, channels!]
  if (isTrained && include_top) return trainedShape(given, standard)
  if (!given || given.sizes.length === 0) return include_top ? standard : [null, null, 3]
  return checkShape(given.sizes, rule)
}

/** A shape as it was given. Keras compares it with a tuple, to which no list is equal. */
export interface GivenShape {
  readonly sizes: Sizes
  readonly isTuple: boolean
}

function trainedShape(given: GivenShape | undefined, standard: Sizes): Sizes | Refusal {
  if (!given) return standard
  const { sizes, isTuple } = given
  const mayBe = isTuple && sizes.length === 3 && sizes.every((size, i) => !isPlain(size) || size === standard[i])
  const shape = isTuple ? printPython(sizes) : `[${sizes.map(printPython).join(', ')}]`
  return mayBe
    ? standard
    : refuse(`with weights='imagenet' and include_top=True the input_shape is ${printPython(standard)}, not ${shape}`)
}

function checkShape(sizes: Sizes, { least, include_top, isTrained }: ShapeRule): Sizes | Refusal {
  const [height = null, width = null, channels = null] = sizes
  if (sizes.length !== 3) return threeSizes(sizes)
  if (isTrained && isPlain(channels) && channels !== 3)
    return refuse(`with weights='imagenet' there are 3 channels, not ${printPython(channels)}`)
  if ([height, width].some(size => typeof size === 'number' && size < least)) return tooSmall(sizes, least)
  if (include_top && sizes.includes(null))
    return refuse(`with include_top=True no size of the input_shape can be None, got ${printPython(sizes)}`)
  return isTrained ? [height, width, 3] : sizes
}

export const threeSizes = (sizes: Sizes): Refusal =>
  refuse(`input_shape is the height, the width and the channels, got ${printPython(sizes)}`)

export const tooSmall = (sizes: Sizes, least: number): Refusal =>
  refuse(`the input must be at least ${least}×${least}, got ${printPython(sizes)}`)

/** Whether a size is known: a number or None. */
export const isPlain = (size: Value): size is number | null => size === null || typeof size === 'number'
