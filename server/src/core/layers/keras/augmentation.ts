/**
 * Layers that change images at random while a model trains, and leave their shapes as they are.
 * Source: keras/src/layers/preprocessing/image_preprocessing.
 */
import type { Call, Input } from '../layer.ts'
import { seed } from '../named-objects.ts'
import { anything, oneOf } from '../parameters.ts'
import type { Value } from '../value.ts'
import {
  baseStrength,
  boundedStrength,
  fillMode,
  fillValue,
  fraction,
  interpolation,
  oddSizes,
  orNone,
  strength,
  strengthAbove,
  uncheckedRange,
  valueRange,
} from './augmentation-arguments.ts'
import { augmentation, sameShapes } from './augmentation-base.ts'
import { dataFormat } from './spatial.ts'

const data_format = dataFormat()
const value_range = valueRange()
const share = 'Which share of the images is changed.'
const same = { fill_mode: fillMode(), interpolation: interpolation(), seed: seed(), fill_value: fillValue, data_format }

export const RandomFlip = augmentation('RandomFlip', {
  summary: 'Mirrors images at random.',
  parameters: {
    mode: anything('str', "'horizontal', 'vertical' or both.", 'horizontal_and_vertical'),
    seed: seed(),
    data_format,
  },
})

export const RandomRotation = augmentation('RandomRotation', {
  summary: 'Turns images by a random angle.',
  parameters: { factor: baseStrength('The largest angle, as a part of a full turn.'), ...same },
})

export const RandomZoom = augmentation('RandomZoom', {
  summary: 'Zooms into or out of images at random.',
  parameters: {
    height_factor: strengthAbove('The part of the height by which the view grows.', -1, 1),
    width_factor: orNone(strengthAbove('The part of the width; that of the height for None.', -1, 1)),
    ...same,
  },
})

export const RandomTranslation = augmentation('RandomTranslation', {
  summary: 'Moves images at random.',
  parameters: {
    height_factor: boundedStrength('How far up and down, as a part of the height.', -1, 1),
    width_factor: boundedStrength('How far left and right, as a part of the width.', -1, 1),
    ...same,
  },
})

export const RandomShear = augmentation('RandomShear', {
  summary: 'Slants images at random.',
  parameters: {
    x_factor: boundedStrength('How far horizontally.', 0, 1, 0),
    y_factor: boundedStrength('How far vertically.', 0, 1, 0),
    interpolation: interpolation(),
    fill_mode: fillMode(),
    fill_value: fillValue,
    data_format,
    seed: seed(),
  },
})

export const RandomPerspective = augmentation('RandomPerspective', {
  summary: 'Looks at images from a random side.',
  parameters: {
    factor: strength(share, 0, 1, 1),
    scale: fraction('How far to the side.', 1),
    interpolation: interpolation(),
    fill_value: fillValue,
    seed: seed(),
    data_format,
  },
})

export const RandomElasticTransform = augmentation('RandomElasticTransform', {
  summary: 'Bends images at random.',
  parameters: {
    factor: strength(share, 0, 1, 1),
    scale: strength('How much they are bent.', 0, 1, 1),
    interpolation: interpolation(),
    fill_mode: oneOf(
      ['constant', 'nearest', 'wrap', 'mirror', 'reflect'],
      'What fills the places that become free.',
      'reflect',
    ),
    fill_value: fillValue,
    value_range: uncheckedRange(),
    seed: seed(),
    data_format,
  },
})

export const RandomErasing = augmentation('RandomErasing', {
  summary: 'Covers a random part of each image.',
  parameters: {
    factor: strength(share, 0, 1, 1),
    scale: strength(
      'How large a part of the area is covered.',
      0,
      1,
      [0.02, 0.33].map(value => ({ kind: 'float', value })),
    ),
    fill_value: anything('float or None', 'What covers it; noise for None.', null),
    value_range: uncheckedRange(),
    seed: seed(),
    data_format,
  },
})

export const RandomGaussianBlur = augmentation('RandomGaussianBlur', {
  summary: 'Blurs images at random.',
  parameters: {
    factor: strength(share, 0, 1, 1),
    kernel_size: oddSizes('The size of the window.', 3),
    sigma: strength('How far the blur reaches.', 0, 1, 1),
    value_range: uncheckedRange(),
    data_format,
    seed: seed(),
  },
})

// ---- colors

export const RandomBrightness = augmentation('RandomBrightness', {
  summary: 'Makes images lighter or darker at random.',
  parameters: { factor: baseStrength('How much, as a part of the range of values.'), value_range, seed: seed() },
})

export const RandomContrast = augmentation('RandomContrast', {
  summary: 'Strengthens or weakens the contrast of images at random.',
  parameters: { factor: strength('How much.', 0, 1), value_range: uncheckedRange(), seed: seed() },
})

export const RandomSaturation = augmentation('RandomSaturation', {
  summary: 'Makes colors stronger or paler at random.',
  parameters: { factor: strength('How much.', -1, 1), value_range, data_format, seed: seed() },
})

export const RandomHue = augmentation('RandomHue', {
  summary: 'Turns the hue of images at random.',
  parameters: { factor: strength('How far.', 0, 1), value_range: uncheckedRange(), data_format, seed: seed() },
})

export const RandomSharpness = augmentation('RandomSharpness', {
  summary: 'Sharpens images at random.',
  parameters: { factor: strength('How much.', 0, 1), value_range, data_format, seed: seed() },
})

export const RandomPosterization = augmentation('RandomPosterization', {
  summary: 'Keeps a random number of bits of each color.',
  parameters: { factor: strength('How many bits are kept.', 1, 8), value_range, data_format, seed: seed() },
  examples: [{ call: 'factor=4', input: '(None, 32, 32, 3)', output: '(None, 32, 32, 3)', parameters: 0 }],
})

export const RandomInvert = augmentation('RandomInvert', {
  summary: 'Turns images into their negatives at random.',
  parameters: { factor: strength(share, 0, 1, 1), value_range: uncheckedRange(), seed: seed(), data_format },
})

export const RandomColorDegeneration = augmentation('RandomColorDegeneration', {
  summary: 'Takes color away at random.',
  parameters: { factor: strength('How much.', -1, 1), value_range, data_format, seed: seed() },
  rule(inputs, { data_format }, call) {
    const input = single(inputs, call)
    if (input.rank !== 3 && input.rank !== 4)
      call.refuse({ code: 'wrong-rank', facts: { expected: '3 or 4', shape: input.shape } })
    const channels = input.shape.at(data_format === 'channels_first' ? -3 : -1)!
    if (typeof channels === 'number' && channels !== 3)
      call.refuse({ code: 'refused', facts: { reason: `colors have 3 channels, these images have ${channels}` } })
    return { output: { dims: input.shape } }
  },
})

export const RandomGrayscale = augmentation('RandomGrayscale', {
  summary: 'Takes all color away from some images.',
  parameters: { factor: fraction(share, { kind: 'float', value: 0.5 }), data_format, seed: seed() },
  rule(inputs, _, call) {
    const { shape, dtype } = single(inputs, call)
    return { output: { dims: shape, dtype } }
  },
})

/** Some layers do not read dictionaries. */
function single(inputs: readonly Input[], call: Call): Input {
  const [input, ...others] = inputs
  if (input && others.length === 0 && isPlain(call)) return input
  return call.refuse({ code: 'wrong-input-count', facts: { expected: 'one tensor', received: inputs.length } })
}

const isPlain = (call: Call): boolean => {
  const data = call.tensors.get('data')
  return !Array.isArray(data) && !(data instanceof Map)
}

const strengths = {
  brightness_factor: orNone(baseStrength('How much lighter or darker; not at all for None.')),
  contrast_factor: orNone(strength('How much contrast is changed; not at all for None.', 0, 1)),
  saturation_factor: orNone(strength('How much colors are changed; not at all for None.', -1, 1)),
  hue_factor: orNone(strength('How far the hue is turned; not at all for None.', 0, 1)),
}

export const RandomColorJitter = augmentation('RandomColorJitter', {
  summary: 'Changes brightness, contrast, saturation and hue at random.',
  parameters: { value_range: uncheckedRange(), ...strengths, seed: seed(), data_format },
  readsFactor: true,
  check({ value_range: range, brightness_factor, saturation_factor }) {
    if (brightness_factor !== null || saturation_factor !== null) value_range.read(range as Value, 'value_range')
  },
})

export const AutoContrast = augmentation('AutoContrast', {
  summary: 'Stretches the values of images over their whole range.',
  link: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/auto_constrast/',
  parameters: { value_range },
})

export const Solarization = augmentation('Solarization', {
  summary: 'Inverts what is lighter than a threshold.',
  parameters: {
    addition_factor: boundedStrength('What is added before.', 0, 1, 0),
    threshold_factor: boundedStrength('The threshold, as a part of the range of values.', 0, 1, 0),
    value_range,
    seed: seed(),
  },
})

export const Equalization = augmentation('Equalization', {
  summary: 'Makes all values of images equally frequent.',
  parameters: { value_range, bins: anything('int', 'How many values are told apart.', 256), data_format },
  readsFactor: true,
  rule: (inputs, _, call) => sameShapes(inputs, call, ({ dtype }) => dtype),
})

export const ContrastLimitedAdaptiveHistogramEqualization = augmentation(
  'ContrastLimitedAdaptiveHistogramEqualization',
  {
    summary: 'Makes all values of each part of an image equally frequent, within limits.',
    link: 'https://www.tensorflow.org/api_docs/python/tf/keras/layers/ContrastLimitedAdaptiveHistogramEqualization',
    parameters: {
      value_range: uncheckedRange(),
      clip_limit: anything('float', 'How far contrast may grow.', 4),
      tile_grid_size: anything('tuple of 2 ints', 'How many parts there are along each axis.', [8, 8]),
      data_format,
    },
    readsFactor: true,
  },
)

// ---- mixtures

export const MixUp = augmentation('MixUp', {
  summary: 'Blends images and labels of one batch.',
  parameters: {
    alpha: anything('float', 'How evenly they are blended.', { kind: 'float', value: 0.2 }),
    data_format,
    seed: seed(),
  },
  readsFactor: true,
})

export const CutMix = augmentation('CutMix', {
  summary: 'Puts parts of images of one batch into each other.',
  parameters: { factor: strength('How large the parts are.', 0, 1, 1), seed: seed(), data_format },
})

export const AugMix = augmentation('AugMix', {
  summary: 'Blends several chains of random changes.',
  parameters: {
    value_range,
    num_chains: anything('int', 'How many chains are blended.', 3),
    chain_depth: anything('int', 'How many changes a chain has.', 3),
    factor: boundedStrength('How strong the changes are.', 0, 1, { kind: 'float', value: 0.3 }),
    alpha: anything('float', 'How evenly the chains are blended.', 1),
    all_ops: anything('bool', 'Whether changes of color take part.', true),
    interpolation: interpolation(),
    seed: seed(),
    data_format,
  },
})

export const RandAugment = augmentation('RandAugment', {
  summary: 'Applies several random changes.',
  parameters: {
    value_range,
    num_ops: anything('int', 'How many changes there are.', 2),
    factor: boundedStrength('How strong they are.', 0, 1, { kind: 'float', value: 0.5 }),
    interpolation: interpolation(),
    seed: seed(),
    data_format,
  },
})
