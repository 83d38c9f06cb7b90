/** Layers that bring images to a size, or boxes to a number. Source: keras/src/layers/preprocessing/image_preprocessing. */
import { type Formula, named } from '../../tensor/formula.ts'
import { none, type Size } from '../../tensor/size.ts'
import type { Structure } from '../../tensor/structure.ts'
import { type Call, type Input, type LayerKind, layer, type Outcome, type OutputType } from '../layer.ts'
import { seed } from '../named-objects.ts'
import { anything, Misfit, type Parameter } from '../parameters.ts'
import { isList, isSizeValue, toNumber, unknownIn, type Value } from '../value.ts'
import { integral } from './augmentation-arguments.ts'
import { augmentation } from './augmentation-base.ts'
import { dataFormat } from './spatial.ts'

const height = anything('int', 'The height afterwards.')
const width = anything('int', 'The width afterwards.')
const data_format = dataFormat()

const to24 = [{ call: 'height=24, width=24', input: '(None, 32, 32, 3)', output: '(None, 24, 24, 3)', parameters: 0 }]

const linkTo = (page: string): string => `https://keras.io/api/layers/preprocessing_layers/image_preprocessing/${page}/`

export const Resizing = augmentation('Resizing', {
  summary: 'Scales images to a size.',
  link: linkTo('resizing'),
  parameters: {
    height,
    width,
    interpolation: anything('str', 'How new pixels come about.', 'bilinear'),
    crop_to_aspect_ratio: anything('bool', 'Whether they are cropped rather than stretched.', false),
    pad_to_aspect_ratio: anything('bool', 'Whether they are padded rather than stretched.', false),
    fill_mode: anything('str', 'What the padding holds.', 'constant'),
    fill_value: anything('float', "The value for fill_mode='constant'.", 0),
    antialias: anything('bool', 'Whether they are smoothed before they shrink.', false),
    data_format,
  },
  rule: (inputs, args, call) => resized(inputs, args, call, (rank, first) => (rank === 4 ? 1 : 0) + (first ? 1 : 0)),
  examples: to24,
})

export const CenterCrop = augmentation('CenterCrop', {
  summary: 'Keeps the middle of images, or scales smaller ones to the size.',
  link: linkTo('center_crop'),
  parameters: { height, width, data_format },
  rule(inputs, args, call) {
    const [input] = inputs
    if (entriesOf(call) !== undefined || (input!.rank !== 3 && input!.rank !== 4))
      call.refuse({ code: 'wrong-rank', facts: { expected: '3 or 4', shape: input?.shape ?? [] } })
    return resized(inputs, args, call, (rank, first) => rank - 3 + (first ? 1 : 0))
  },
  examples: to24,
})

export const RandomCrop = augmentation('RandomCrop', {
  summary: 'Cuts a random part of a size out of images.',
  parameters: {
    height,
    width,
    seed: seed(),
    data_format,
    name: anything('str', 'The name of the layer; Keras numbers unnamed ones.', null),
  },
  readsFactor: true,
  rule: (inputs, args, call) => resized(inputs, args, call, (rank, first) => rank - (first ? 2 : 3)),
  examples: to24,
})

/** Where the height is in a shape of a rank, with the channels first or last; the width follows it. */
type HeightAxis = (rank: number, first: boolean) => number

/**
 * The shape with another height and width. Of a dictionary or list, Keras takes the entries for sizes, which goes well
 * where there are two.
 */
function resized(
  [input]: readonly Input[],
  args: Readonly<Record<string, unknown>>,
  call: Call,
  axisOf: HeightAxis,
): Outcome {
  const entries = entriesOf(call)
  const shape = entries === undefined ? (input?.shape ?? []) : Array(entries).fill(none)
  const axis = axisOf(shape.length, args.data_format === 'channels_first')
  const fits = axis >= 0 && axis + 1 < shape.length && (entries === undefined || entries === 2)
  if (!fits) call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 3', shape: input?.shape ?? [] } })
  const dims: Formula[] = [...shape]
  dims[axis] = named('height', readSize('height', args.height as Value))
  dims[axis + 1] = named('width', readSize('width', args.width as Value))
  return { output: { dims } }
}

/** How many entries the nest has that the layer was called on; undefined for a single tensor. */
function entriesOf(call: Call): number | undefined {
  const data = call.tensors.get('data')
  if (data instanceof Map) return data.size
  return Array.isArray(data) ? data.length : undefined
}

/** Keras looks at the numbers only when it has an output to make. */
function readSize(name: string, value: Value): Formula {
  if (value === null) return none
  const size = typeof value === 'boolean' ? Number(value) : value
  if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
  throw new Misfit(name, 'an integer that is not negative', value)
}

export const MaxNumBoundingBoxes = augmentation('MaxNumBoundingBoxes', {
  summary: 'Brings the number of boxes of each image to a maximum.',
  parameters: {
    max_number: integral('How many boxes there are afterwards.'),
    fill_value: integral('What fills places without a box.', -1),
  },
  readsFactor: true,
  rule(inputs, { max_number }, call) {
    return { output: limited(call.tensors.get('data')!, inputs.values(), readCount(max_number as Value), call) }
  },
  examples: [
    {
      call: 'max_number=4, bounding_box_format="xyxy"',
      input: '{"images": (None, 8, 8, 3), "bounding_boxes": {"boxes": (None, 9, 4), "labels": (None, 9)}}',
      output: '{"images": (None, 8, 8, 3), "bounding_boxes": {"boxes": (None, 4, 4), "labels": (None, 4)}}',
      parameters: 0,
    },
  ],
})

/** As `int()` reads it. */
const readCount = (value: Value): Size => unknownIn(value) ?? Math.trunc(toNumber(value) ?? Number(value))

/** The nest with the second axis of the boxes and their labels changed; the inputs come in the order of its leaves. */
function limited(nest: Structure<object>, inputs: Iterator<Input>, boxes: Size, call: Call): Structure<OutputType> {
  if (Array.isArray(nest)) return nest.map(part => limited(part, inputs, boxes, call))
  if (!(nest instanceof Map)) return { dims: inputs.next().value!.shape }
  const parts = [...nest.keys()].sort().map((key: string): readonly [string, Structure<OutputType>] => {
    const part: Structure<object> = nest.get(key)!
    if (key !== 'bounding_boxes' || !(part instanceof Map)) return [key, limited(part, inputs, boxes, call)]
    return [key, limitedBoxes(part, inputs, boxes, call)]
  })
  return new Map(parts)
}

function limitedBoxes(
  part: ReadonlyMap<string, unknown>,
  inputs: Iterator<Input>,
  boxes: Size,
  call: Call,
): ReadonlyMap<string, OutputType> {
  const keys = [...part.keys()].sort()
  if (keys.join() !== 'boxes,labels')
    call.refuse({ code: 'refused', facts: { reason: 'bounding_boxes must hold boxes and labels and nothing else' } })
  return new Map(
    keys.map(key => {
      const [batch, , ...rest] = inputs.next().value!.shape
      return [key, { dims: [batch!, named('boxes', boxes), ...rest] }]
    }),
  )
}

// ---- of tf.keras.layers only

export const RandomHeight = randomLength('Height', -3)
export const RandomWidth = randomLength('Width', -2)

function randomLength(side: 'Height' | 'Width', axis: -3 | -2): LayerKind {
  return layer({
    name: `Random${side}`,
    summary: `Scales images to a random ${side.toLowerCase()}.`,
    link: `https://www.tensorflow.org/api_docs/python/tf/keras/layers/Random${side}`,
    parameters: {
      factor: spread(),
      interpolation: anything('str', 'How new pixels come about.', 'bilinear'),
      seed: seed(),
    },
    rank: { atLeast: -axis },
    rule: ({ shape }) => ({ output: { dims: shape.with(axis, none) } }),
    examples: [
      {
        call: 'factor=0.2',
        input: '(None, 32, 32, 3)',
        output: side === 'Height' ? '(None, None, 32, 3)' : '(None, 32, None, 3)',
        parameters: 0,
      },
    ],
  })
}

/** A number for both directions, or the two ends, which must be in order and above −1. */
function spread(): Parameter<Value> {
  const plain = anything('float or tuple of 2 floats', 'How much smaller or larger, as a part of the size.')
  return {
    ...plain,
    read(value, name) {
      if (unknownIn(value)) return value
      const high = toNumber(isList(value) ? (value[1] ?? null) : value)
      const low = isList(value) ? toNumber(value[0] ?? null) : high === undefined ? undefined : -high
      if (low === undefined || high === undefined || high < low || low < -1)
        throw new Misfit(name, 'a number of at most 1, or a tuple of two in order from -1 on', value)
      return value
    },
  }
}
