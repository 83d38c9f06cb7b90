/**
 * Convolutions that look at each channel apart: depthwise, and separable, which then mixes the channels pointwise.
 * Source: keras/src/layers/convolutional/base_depthwise_conv.py and base_separable_conv.py.
 */
import { type Formula, named, productOf, sizeOf } from '../../tensor/formula.ts'
import { isNone } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { type Example, type LayerKind, layer } from '../layer.ts'
import { activation, flag, oneOf, size, sizes } from '../parameters.ts'
import { dataFormat, each, fieldOf, slide, spaceOf, windowsOf } from './spatial.ts'
import { weightOptions } from './weight-options.ts'

export const DepthwiseConv1D = depthwise(1, [
  { call: 'kernel_size=3', input: '(None, 128, 16)', output: '(None, 126, 16)', parameters: 64 },
])
export const DepthwiseConv2D = depthwise(2, [
  {
    call: 'kernel_size=3, padding="same"',
    input: '(None, 56, 56, 32)',
    output: '(None, 56, 56, 32)',
    parameters: 320,
  },
  {
    call: 'kernel_size=3, depth_multiplier=2',
    input: '(None, 28, 28, 8)',
    output: '(None, 26, 26, 16)',
    parameters: 160,
  },
])

function depthwise(spatial: 1 | 2, examples: readonly Example[]): LayerKind {
  return layer({
    name: `DepthwiseConv${spatial}D`,
    words: spatial === 2 ? ['depthwise', 'dwconv'] : [],
    summary: `Slides ${spatial}-D windows over each channel apart.`,
    link: `https://keras.io/api/layers/convolution_layers/depthwise_convolution${spatial}d/`,
    parameters: {
      kernel_size: sizes(spatial, 'The size of the window.'),
      strides: sizes(spatial, 'How far the window moves.', each(spatial, 1)),
      padding: oneOf(['valid', 'same'], 'What happens at the edges.', 'valid', { ignoreCase: true }),
      depth_multiplier: size('How many channels each channel becomes.', 1),
      data_format: dataFormat(),
      dilation_rate: sizes(spatial, 'The distance between the taps of the window.', each(spatial, 1)),
      activation: activation(),
      use_bias: flag('Adds one bias to each channel.', true),
      ...weightOptions('depthwise', 'bias'),
    },
    rank: { exactly: spatial + 2 },
    rule(input, args, call) {
      const { kernel_size, depth_multiplier, use_bias } = args
      const space = spaceOf(input, spatial, args.data_format)
      const windows = windowsOf(args)
      const lengths = slide(space, { windows, argument: 'kernel_size' }, call)
      const kernel = [...kernel_size, space.channels, depth_multiplier]
      const channels = multiplied(space.channels, depth_multiplier)
      if (isNone(sizeOf(space.channels)))
        call.report({ code: 'undefined-size', facts: { axis: 'channels', shape: input.shape } })
      return {
        output: { dims: space.shape(lengths, named('channels', channels)) },
        weights: {
          kernel: { shape: kernel, trainable: true, initializer: 'depthwise_initializer' },
          bias: use_bias && [channels],
        },
        macs: productOf([...lengths, ...kernel]),
        window: fieldOf(windows),
      }
    },
    examples,
  })
}

export const SeparableConv1D = separable(1, [
  { call: 'filters=32, kernel_size=3', input: '(None, 128, 16)', output: '(None, 126, 32)', parameters: 592 },
])
export const SeparableConv2D = separable(2, [
  {
    call: 'filters=64, kernel_size=3, padding="same"',
    input: '(None, 56, 56, 32)',
    output: '(None, 56, 56, 64)',
    parameters: 2400,
  },
])

function separable(spatial: 1 | 2, examples: readonly Example[]): LayerKind {
  return layer({
    name: `SeparableConv${spatial}D`,
    aliases: [`SeparableConvolution${spatial}D`],
    words: spatial === 2 ? ['separable', 'sepconv'] : [],
    summary: `Slides ${spatial}-D windows over each channel apart, then mixes the channels at each place.`,
    link: `https://keras.io/api/layers/convolution_layers/separable_convolution${spatial}d/`,
    parameters: {
      filters: size('How many channels come out.'),
      kernel_size: sizes(spatial, 'The size of the window.'),
      strides: sizes(spatial, 'How far the window moves.', each(spatial, 1)),
      padding: oneOf(['valid', 'same'], 'What happens at the edges.', 'valid', { ignoreCase: true }),
      data_format: dataFormat(),
      dilation_rate: sizes(spatial, 'The distance between the taps of the window.', each(spatial, 1)),
      depth_multiplier: size('How many channels each channel becomes before they are mixed.', 1),
      activation: activation(),
      use_bias: flag('Adds one bias to each filter.', true),
      ...weightOptions('depthwise', 'pointwise', 'bias'),
    },
    rank: { exactly: spatial + 2 },
    rule(input, args, call) {
      const { filters, kernel_size, depth_multiplier, use_bias } = args
      const space = spaceOf(input, spatial, args.data_format)
      const windows = windowsOf(args)
      const lengths = slide(space, { windows, argument: 'kernel_size' }, call)
      const depthwise = [...kernel_size, space.channels, depth_multiplier]
      const pointwise = [...kernel_size.map(() => 1), multiplied(space.channels, depth_multiplier), filters]
      const taps = formula`${productOf(depthwise)} + ${productOf(pointwise.slice(spatial))}`
      return {
        output: { dims: space.shape(lengths, named('channels', filters)) },
        weights: {
          depthwise_kernel: { shape: depthwise, trainable: true, initializer: 'depthwise_initializer' },
          pointwise_kernel: { shape: pointwise, trainable: true, initializer: 'pointwise_initializer' },
          bias: use_bias && [filters],
        },
        macs: productOf([...lengths, taps]),
        window: fieldOf(windows),
      }
    },
    examples,
  })
}

const multiplied = (channels: Formula, multiplier: Formula): Formula => formula`${channels} · ${multiplier}`
