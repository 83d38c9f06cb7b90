/** Transposed convolutions: each element is spread over a window of the output. Source: base_conv_transpose.py. */
import { type Formula, named, numberOf, printValue, productOf, sizeOf } from '../../tensor/formula.ts'
import { isNone } from '../../tensor/size.ts'
import { spreadLength } from '../../tensor/windows.ts'
import { type Example, type LayerKind, layer, type Reporter } from '../layer.ts'
import { activation, flag, Misfit, oneOf, optional, type Parameter, size, sizes } from '../parameters.ts'
import { isList, type ListValue } from '../value.ts'
import { axisNames, dataFormat, each, refuseStridesWithDilation, spaceOf, windowsOf } from './spatial.ts'
import { kernelOptions } from './weight-options.ts'

export const Conv1DTranspose = transposed(1, [
  { call: 'filters=8, kernel_size=3, strides=2', input: '(None, 10, 4)', output: '(None, 21, 8)', parameters: 104 },
])
export const Conv2DTranspose = transposed(2, [
  {
    call: 'filters=64, kernel_size=3, strides=2, padding="same"',
    input: '(None, 7, 7, 128)',
    output: '(None, 14, 14, 64)',
    parameters: 73792,
  },
  {
    call: 'filters=64, kernel_size=3, strides=2, output_padding=1',
    input: '(None, 7, 7, 128)',
    output: '(None, 16, 16, 64)',
    parameters: 73792,
  },
])
export const Conv3DTranspose = transposed(3, [
  {
    call: 'filters=8, kernel_size=2, strides=2',
    input: '(None, 4, 4, 4, 16)',
    output: '(None, 8, 8, 8, 8)',
    parameters: 1032,
  },
])

function transposed(spatial: 1 | 2 | 3, examples: readonly Example[]): LayerKind {
  const output_padding = optional(sizes(spatial, 'How many elements are added at the end.', undefined, 0))
  const data_format = dataFormat()
  return layer({
    name: `Conv${spatial}DTranspose`,
    aliases: [`Convolution${spatial}DTranspose`],
    words: spatial === 2 ? ['deconv', 'conv_transpose'] : [],
    summary: `Spreads each element over a ${spatial}-D window of the output, the inverse of a convolution's shape.`,
    link: `https://keras.io/api/layers/convolution_layers/convolution${spatial}d_transpose/`,
    parameters: {
      filters: size('How many channels come out.'),
      kernel_size: sizes(spatial, 'The size of the window.'),
      strides: sizes(spatial, 'How far apart the windows of neighboring elements are.', each(spatial, 1)),
      padding: edges(),
      ...(spatial === 3 ? { data_format, output_padding } : { output_padding, data_format }),
      dilation_rate: sizes(spatial, 'The distance between the taps of the window.', each(spatial, 1)),
      activation: activation(),
      use_bias: flag('Adds one bias to each filter.', true),
      ...kernelOptions,
    },
    rank: { exactly: spatial + 2 },
    check({ strides, dilation_rate, output_padding }, call) {
      refuseStridesWithDilation(strides, dilation_rate, call)
      refuseWidePadding(output_padding, strides, call)
    },
    rule(input, args) {
      const { filters, kernel_size, output_padding, use_bias } = args
      const space = spaceOf(input, spatial, args.data_format)
      const padding = readEdges(args.padding, space.lengths)
      const lengths = windowsOf({ ...args, padding }).map((window, i) =>
        named(
          axisNames(spatial)[i]!,
          spreadLength(space.lengths[i]!, { ...window, outputPadding: output_padding?.[i] ?? null }),
        ),
      )
      const kernel = [...kernel_size, filters, space.channels]
      return {
        output: { dims: space.shape(lengths, named('channels', filters)) },
        weights: { kernel, bias: use_bias && [filters] },
        macs: productOf([...space.lengths, ...kernel]),
      }
    },
    examples,
  })
}

/** Adding a whole stride or more would be another element. */
function refuseWidePadding(padding: readonly Formula[] | null, strides: readonly Formula[], call: Reporter): void {
  const wide = padding?.find(
    (added, i) => (numberOf(added) ?? 0) >= (numberOf(strides[i]!) ?? Number.POSITIVE_INFINITY),
  )
  if (wide === undefined) return
  const expected = `less than strides (${strides.map(printValue).join(', ')})`
  const facts = { argument: 'output_padding', expected, received: padding!.map(printValue).join(', ') }
  call.refuse({ code: 'invalid-argument', facts, argument: 'output_padding' })
}

/** Keras looks at a tuple only where there is a length to compute. */
function edges(): Parameter<'valid' | 'same' | ListValue> {
  const word = oneOf(['valid', 'same'], 'What happens at the edges.', 'valid', { ignoreCase: true })
  return { ...word, read: (value, name) => (isList(value) ? value : word.read(value, name)) }
}

function readEdges(padding: 'valid' | 'same' | ListValue, lengths: readonly Formula[]): 'valid' | 'same' {
  if (typeof padding === 'string') return padding
  if (lengths.every(length => isNone(sizeOf(length)))) return 'valid'
  throw new Misfit('padding', "'valid' or 'same'", padding)
}
