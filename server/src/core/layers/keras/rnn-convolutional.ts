/** Recurrent layers whose products are convolutions. Source: keras/src/layers/rnn/conv_lstm.py. */

import { type Formula, isNamed, named, productOf, sizeOf, sumOf } from '../../tensor/formula.ts'
import { isNone } from '../../tensor/size.ts'
import { formula } from '../../tensor/template.ts'
import { Input, type LayerKind, layer, type OutputType } from '../layer.ts'
import { regularizer, seed } from '../named-objects.ts'
import { activation, flag, keyword, oneOf, size, sizes } from '../parameters.ts'
import type { Finding } from '../problem.ts'
import { openBatch, walking } from './rnn.ts'
import { dropouts, limits, penalties, starts, weight } from './rnn-recurrence.ts'
import { dataFormat, fieldOf, refuseStridesWithDilation, type Space, slide, spaceOf, windowsOf } from './spatial.ts'
import { below } from './wrapping.ts'

export const ConvLSTM1D = convolutionalLstm(1, '32, 3', '30, 4', 352)
export const ConvLSTM2D = convolutionalLstm(2, '32, 32, 3', '30, 30, 4', 1024)
export const ConvLSTM3D = convolutionalLstm(3, '8, 8, 8, 3', '6, 6, 6, 4', 3040)

function convolutionalLstm(spatial: 1 | 2 | 3, from: string, to: string, parameters: number): LayerKind {
  return layer({
    name: `ConvLSTM${spatial}D`,
    summary: `LSTM over ${spatial}-D maps: input and state are convolved.`,
    link: `https://keras.io/api/layers/recurrent_layers/conv_lstm${spatial}d/`,
    parameters: {
      filters: size('How many channels come out.', undefined, 0),
      kernel_size: sizes(spatial, 'The size of the window.'),
      strides: sizes(spatial, 'How far the window moves over the input.', 1),
      padding: oneOf(['valid', 'same'], 'What happens at the edges of the input.', 'valid', { ignoreCase: true }),
      data_format: dataFormat(),
      dilation_rate: sizes(spatial, 'The distance between the taps of the window.', 1),
      activation: activation('tanh'),
      recurrent_activation: activation('sigmoid'),
      use_bias: flag('Adds a bias to each gate.', true),
      ...starts,
      unit_forget_bias: flag('Starts the bias of the forget gate with ones.', true),
      ...penalties,
      activity_regularizer: regularizer('Penalty on the output.'),
      ...limits,
      ...dropouts,
      seed: seed(),
      ...walking,
      unroll: keyword(flag('Writes every step out instead of looping.', false)),
      zero_output_for_mask: keyword(flag('Puts out zeros for masked steps.', false)),
    },
    call: ['sequences', 'initial_state', 'mask'],
    rank: { exactly: spatial + 3 },
    traits: { keepsAxisWith: { argument: 'return_sequences', value: true } },
    check: ({ strides, dilation_rate }, call) => refuseStridesWithDilation(strides, dilation_rate, call),
    rule(input, args, call) {
      const { filters, kernel_size } = args
      const steps = input.axis(1, 'frames')
      const space = spaceOf(new Input(input.shape.toSpliced(1, 1), input.dtype), spatial, args.data_format)
      const windows = windowsOf(args)
      const lengths = slide(space, { windows, argument: 'kernel_size' }, call)
      const gates = formula`4 · ${filters}`
      const state: OutputType = { dims: space.shape(lengths, named('channels', filters)) }
      const output = args.return_sequences ? { dims: (state.dims as readonly Formula[]).toSpliced(1, 0, steps) } : state
      return {
        output: args.return_state ? [output, state, state] : output,
        weights: below('conv_lstm_cell', {
          kernel: weight([...kernel_size, space.channels, gates], 'kernel'),
          recurrent_kernel: weight([...kernel_size, filters, gates], 'recurrent'),
          bias: args.use_bias && weight([gates], 'bias'),
        }),
        unbuildable: openSpace(space, input) ?? openBatch(input, args),
        macs: productOf([steps, ...lengths, ...kernel_size, sumOf([space.channels, filters]), gates]),
        window: fieldOf(windows),
        later: { rank: spatial + 3, axes: [] },
      }
    },
    examples: [
      { call: 'filters=4, kernel_size=3', input: `(None, 10, ${from})`, output: `(None, ${to})`, parameters },
      {
        call: 'filters=4, kernel_size=3, padding="same", return_sequences=True',
        input: `(None, 10, ${from})`,
        output: `(None, 10, ${from.replace(/3$/, '4')})`,
        parameters,
      },
    ],
  })
}

/** The state is made when the layer is built, so that its size must be known. */
function openSpace({ lengths }: Space, { shape }: Input): Finding | undefined {
  const open = lengths.find(length => isNone(sizeOf(length)))
  if (open === undefined) return undefined
  return { code: 'undefined-size', facts: { axis: isNamed(open) ? open.name : 'space', shape } }
}
