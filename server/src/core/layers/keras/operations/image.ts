/** Operations on images, and windows that slide. Source: keras/src/ops/image.py and nn.py. */
import { type Formula, named } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { isUnknown, multiply, unknown } from '../../../tensor/size.ts'
import type { Window } from '../../../tensor/windows.ts'
import { type Call, Input } from '../../layer.ts'
import { type OperationKind, operation } from '../../operation.ts'
import { flag, Misfit, oneOf, optional, type Parameter, readInteger, size, Unknowable } from '../../parameters.ts'
import { isList, isSizeValue, type Value } from '../../value.ts'
import { dataFormat, slide, spaceOf } from '../spatial.ts'

/** Height and width: two positive sizes. */
const imageSize: Parameter<readonly [Formula, Formula]> = {
  type: 'tuple of 2 ints',
  meaning: 'The height and width afterwards.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    const sizes = isList(value) ? value : []
    if (sizes.length !== 2 || !sizes.every(isPositive))
      throw new Misfit(name, 'a tuple of two positive integers', value)
    return [named('height', sizes[0] as Formula), named('width', sizes[1] as Formula)]
  },
}

const isPositive = (value: Value): boolean => isSizeValue(value) && !(typeof value === 'number' && value <= 0)

/** Images may stand alone or in a batch. */
function expectImages(shape: Shape, call: Call): void {
  if (shape.length !== 3 && shape.length !== 4)
    call.refuse({ code: 'wrong-rank', facts: { expected: '3 or 4', shape } })
}

/** The shape of images with another height and width. */
function withSize(shape: Shape, first: boolean, [height, width]: readonly [Formula, Formula]): readonly Formula[] {
  const dims: Formula[] = [...shape]
  const at = shape.length - (first ? 2 : 3)
  dims[at] = height
  dims[at + 1] = width
  return dims
}

export const Resize = operation({
  name: 'Resize',
  summary: 'Scales images to a size.',
  signatures: [
    "ops.image.resize(images, size, interpolation='bilinear', antialias=False, crop_to_aspect_ratio=False, pad_to_aspect_ratio=False, fill_mode='constant', fill_value=0.0, data_format=None)",
    "tf.image.resize(images, size, method='bilinear', preserve_aspect_ratio=False, antialias=False, name=None)",
  ],
  call: ['images'],
  parameters: {
    size: imageSize,
    crop_to_aspect_ratio: flag('Cuts off what the other shape has no room for.', false),
    pad_to_aspect_ratio: flag('Adds what the other shape has too much room for.', false),
    preserve_aspect_ratio: flag('Keeps the proportions within the size.', false),
    data_format: dataFormat(),
  },
  check({ crop_to_aspect_ratio, pad_to_aspect_ratio }, call) {
    if (crop_to_aspect_ratio && pad_to_aspect_ratio)
      call.refuse({ code: 'refused', facts: { reason: 'images are either cropped or padded' } })
  },
  rule(operands, { size, preserve_aspect_ratio, data_format }, call) {
    const { shape, dtype } = operands.tensor('images')
    expectImages(shape, call)
    if (preserve_aspect_ratio) throw new Unknowable(unknown('which size keeps the proportions'))
    return { output: { dims: withSize(shape, data_format === 'channels_first', size), dtype } }
  },
})

export const ResizeTo = operation({
  name: 'Resize',
  summary: 'Crops, pads or scales images to a size.',
  signatures: [
    'tf.image.resize_with_crop_or_pad(image: images, target_height, target_width)',
    "tf.image.resize_with_pad(image: images, target_height, target_width, method='bilinear', antialias=False)",
    'tf.image.crop_to_bounding_box(image: images, offset_height, offset_width, target_height, target_width)',
    'tf.image.pad_to_bounding_box(image: images, offset_height, offset_width, target_height, target_width)',
  ],
  call: ['images'],
  parameters: { target_height: size('The height afterwards.'), target_width: size('The width afterwards.') },
  rule(operands, { target_height, target_width }, call) {
    const { shape, dtype } = operands.tensor('images')
    expectImages(shape, call)
    return { output: { dims: withSize(shape, false, [target_height, target_width]), dtype } }
  },
})

export const ResizeImages = operation({
  name: 'Resize',
  summary: 'Repeats the rows and columns of images.',
  signatures: ["backend.resize_images(x: images, height_factor, width_factor, data_format, interpolation='nearest')"],
  call: ['images'],
  parameters: {
    height_factor: size('How often rows.'),
    width_factor: size('How often columns.'),
    data_format: dataFormat(),
  },
  rule(operands, { height_factor, width_factor, data_format }, call) {
    const { shape, dtype } = operands.tensor('images')
    if (shape.length !== 4) call.refuse({ code: 'wrong-rank', facts: { expected: '4', shape } })
    const space = spaceOf(new Input(shape, dtype), 2, data_format)
    const factors = [height_factor, width_factor]
    const lengths = space.lengths.map((length, i) => multiply(plain(length), plain(factors[i]!)))
    return { output: { dims: space.shape(lengths, space.channels), dtype } }
  },
})

const plain = (formula: Formula) => {
  let each = formula
  while (typeof each === 'object' && each.kind === 'named') each = each.of
  return typeof each === 'object' && each.kind === 'apply' ? each.value : each
}

/** Those that leave the size as it is. */
const keeping = (name: string, signatures: readonly string[], channels?: number): OperationKind =>
  operation({
    name,
    summary: 'Changes the pixels of images.',
    signatures,
    call: ['images'],
    parameters: {},
    rule(operands, _, call) {
      const { shape, dtype } = operands.tensor('images')
      expectImages(shape, call)
      return { output: { dims: channels === undefined ? shape : [...shape.slice(0, -1), channels], dtype } }
    },
  })

export const images: readonly OperationKind[] = [
  keeping('Flip', [
    'tf.image.flip_left_right(image: images)',
    'tf.image.flip_up_down(image: images)',
    'tf.image.random_flip_left_right(image: images, seed=None)',
    'tf.image.random_flip_up_down(image: images, seed=None)',
  ]),
  keeping('Standardize', [
    'tf.image.per_image_standardization(image: images)',
    'tf.image.adjust_brightness(image: images, delta)',
    'tf.image.adjust_contrast(images, contrast_factor)',
  ]),
  keeping('RGBToGrayscale', ['tf.image.rgb_to_grayscale(images, name=None)'], 1),
  keeping('GrayscaleToRGB', ['tf.image.grayscale_to_rgb(images, name=None)'], 3),
]

/** A size for each spatial axis, or one for all. */
const windowSizes: Parameter<readonly number[]> = {
  type: 'int or tuple of ints',
  meaning: 'The size of the window.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    return (isList(value) ? value : [value]).map(each => readInteger(each, name))
  },
}

const pooling = (name: string) =>
  operation({
    name,
    summary: 'Keeps one value of each window.',
    signatures: [
      `ops.${name === 'MaxPool' ? 'max_pool' : 'average_pool'}(inputs, pool_size, strides=None, padding='valid', data_format=None)`,
    ],
    call: ['inputs'],
    parameters: {
      pool_size: windowSizes,
      strides: optional(windowSizes),
      padding: oneOf(['valid', 'same'], 'What happens at the edges.', 'valid', { ignoreCase: true }),
      data_format: dataFormat(),
    },
    rule(operands, { pool_size, strides, padding, data_format }, call) {
      const { shape, dtype } = operands.tensor('inputs')
      const spatial = shape.length - 2
      const sizes = spread(pool_size, spatial, 'pool_size')
      const steps = strides === null ? sizes : spread(strides, spatial, 'strides')
      const windows = sizes.map((size, i): Window => ({ size, stride: steps[i]!, dilation: 1, padding }))
      const space = spaceOf(new Input(shape, dtype), spatial, data_format)
      const lengths = slide(space, { windows, argument: 'pool_size' }, call)
      return { output: { dims: space.shape(lengths, space.channels), dtype } }
    },
  })

const edges = oneOf(['valid', 'same'], 'What happens at the edges.', undefined, { ignoreCase: true })

/** TensorFlow takes how much is added at each edge, too. */
const widthsUnknown = (value: Value): Value => (isList(value) ? unknown('how much is added at the edges') : value)

const channelsLast = ['NWC', 'NHWC', 'NDHWC'] as const
const channelsFirst = ['NCW', 'NCHW', 'NCDHW'] as const

/** Of TensorFlow, whose windows may have a size for each axis, the batch's and the channels' too. */
const slidingPool = (name: string, function_: string) =>
  operation({
    name,
    summary: 'Keeps one value of each window.',
    signatures: ['', '1d', '2d', '3d'].map(
      rank => `tf.nn.${function_}${rank}(input: inputs, ksize, strides, padding, data_format=None, name=None)`,
    ),
    call: ['inputs'],
    parameters: {
      ksize: windowSizes,
      strides: windowSizes,
      padding: { ...edges, read: (value, name) => edges.read(widthsUnknown(value), name) },
      data_format: optional(oneOf([...channelsLast, ...channelsFirst], 'The order of the axes.')),
    },
    rule(operands, { ksize, strides, padding, data_format }, call) {
      const { shape, dtype } = operands.tensor('inputs')
      const spatial = shape.length - 2
      const first = data_format?.startsWith('NC') === true
      const inner = (sizes: readonly number[]) =>
        sizes.length === spatial + 2 ? (first ? sizes.slice(2) : sizes.slice(1, -1)) : sizes
      const steps = spread(inner(strides), spatial, 'strides')
      const sizes = spread(inner(ksize), spatial, 'ksize')
      const windows = sizes.map((size, i): Window => ({ size, stride: steps[i]!, dilation: 1, padding }))
      const space = spaceOf(new Input(shape, dtype), spatial, first ? 'channels_first' : 'channels_last')
      const lengths = slide(space, { windows, argument: 'ksize' }, call)
      return { output: { dims: space.shape(lengths, space.channels), dtype } }
    },
  })

function spread(sizes: readonly number[], spatial: number, name: string): readonly number[] {
  if (spatial < 1 || spatial > 3 || (sizes.length !== 1 && sizes.length !== spatial))
    throw new Misfit(name, `an integer or a tuple of ${spatial} integers`, [...sizes])
  return sizes.length === 1 ? Array<number>(spatial).fill(sizes[0]!) : sizes
}

export const MaxPool = pooling('MaxPool')
export const AveragePool = pooling('AveragePool')
export const SlidingMaxPool = slidingPool('MaxPool', 'max_pool')
export const SlidingAveragePool = slidingPool('AveragePool', 'avg_pool')
