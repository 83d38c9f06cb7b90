/** Convolutions: windows that mix the channels under them into filters. Source: keras/src/layers/convolutional. */
import { type Formula, named, numberOf, printValue, productOf, sizeOf } from '../../tensor/formula.ts'
import { modulo } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { type Example, type LayerKind, layer, type Reporter } from '../layer.ts'
import { activation, flag, keyword, oneOf, size, sizes } from '../parameters.ts'
import { dataFormat, each, fieldOf, refuseStridesWithDilation, slide, spaceOf, windowsOf } from './spatial.ts'
import { adapted, kernelOptions, loraOptions } from './weight-options.ts'

export const Conv1D = convolution(1, [
  { call: 'filters=32, kernel_size=3', input: '(None, 128, 16)', output: '(None, 126, 32)', parameters: 1568 },
  {
    call: 'filters=32, kernel_size=3, padding="causal"',
    input: '(None, 128, 16)',
    output: '(None, 128, 32)',
    parameters: 1568,
  },
])
export const Conv2D = convolution(2, [
  { call: 'filters=8, kernel_size=5', input: '(None, 32, 32, 3)', output: '(None, 28, 28, 8)', parameters: 608 },
  {
    call: 'filters=64, kernel_size=7, strides=2, padding="same"',
    input: '(None, 224, 224, 3)',
    output: '(None, 112, 112, 64)',
    parameters: 9472,
  },
])
export const Conv3D = convolution(3, [
  {
    call: 'filters=8, kernel_size=3',
    input: '(None, 16, 16, 16, 1)',
    output: '(None, 14, 14, 14, 8)',
    parameters: 224,
  },
])

function convolution(spatial: 1 | 2 | 3, examples: readonly Example[]): LayerKind {
  const paddings = spatial === 1 ? (['valid', 'same', 'causal'] as const) : (['valid', 'same'] as const)
  return layer({
    name: `Conv${spatial}D`,
    aliases: [`Convolution${spatial}D`],
    words: spatial === 2 ? ['conv'] : [],
    summary: `Slides ${spatial}-D windows over the input and mixes the channels under each into filters.`,
    link: `https://keras.io/api/layers/convolution_layers/convolution${spatial}d/`,
    parameters: {
      filters: size('How many channels come out.'),
      kernel_size: sizes(spatial, 'The size of the window.'),
      strides: sizes(spatial, 'How far the window moves.', each(spatial, 1)),
      padding: oneOf(paddings, 'What happens at the edges.', 'valid', { ignoreCase: true }),
      data_format: dataFormat(),
      dilation_rate: sizes(spatial, 'The distance between the taps of the window.', each(spatial, 1)),
      groups: size('Into how many groups the channels are split and convolved apart.', 1),
      activation: activation(),
      use_bias: flag('Adds one bias to each filter.', true),
      ...kernelOptions,
      lora_rank: keyword(loraOptions.lora_rank),
      lora_alpha: keyword(loraOptions.lora_alpha),
    },
    rank: { exactly: spatial + 2 },
    check({ filters, strides, dilation_rate, groups }, call) {
      refuseStridesWithDilation(strides, dilation_rate, call)
      refuseUnevenGroups('filters', filters, groups, call)
      if (spatial === 2) warnOfKeras1(call)
    },
    rule(input, args, call) {
      const { filters, kernel_size, groups, use_bias } = args
      const space = spaceOf(input, spatial, args.data_format)
      refuseUnevenGroups('channels', space.channels, groups, call)
      const windows = windowsOf(args)
      const lengths = slide(space, { windows, argument: 'kernel_size' }, call)
      const kernel = [...kernel_size, perGroup(space.channels, groups), filters]
      const adaptation = { lora_rank: args.lora_rank, constraint: args.kernel_constraint }
      return {
        output: { dims: space.shape(lengths, named('channels', filters)) },
        weights: adapted('kernel', kernel, { bias: use_bias && [filters] }, adaptation, call),
        macs: productOf([...lengths, ...kernel]),
        window: fieldOf(windows),
      }
    },
    examples,
  })
}

const perGroup = (channels: Formula, groups: Formula): Formula =>
  numberOf(groups) === 1 ? channels : named('channels per group', formula`${channels} / ${groups}`)

function refuseUnevenGroups(what: 'filters' | 'channels', count: Formula, groups: Formula, call: Reporter): void {
  const rest = modulo(sizeOf(count), sizeOf(groups))
  if (typeof rest !== 'number' || rest === 0) return
  const facts = { what, count: printValue(count), groups: printValue(groups) }
  call.refuse({ code: 'indivisible-groups', facts, argument: 'groups' })
}

/**
 * `Conv2D(32, 3, 3)` was a 3×3 kernel in Keras 1; since Keras 2 the third argument is the strides. Even sizes are let
 * pass: `Conv2D(64, 2, 2)` and `Conv2D(768, 16, 16)` are how patches are cut.
 */
function warnOfKeras1({ positional, report }: Reporter): void {
  const [kernel, strides] = [positional.get('kernel_size'), positional.get('strides')]
  if (typeof kernel !== 'number' || strides !== kernel || kernel < 3 || kernel % 2 === 0) return
  const facts = { strides: `(${strides}, ${strides})`, kernel: `(${kernel}, ${strides})` }
  report({ code: 'keras1-positional-strides', facts, argument: 'strides' })
}
