/** Layers that walk through time with a state. Source: keras/src/layers/rnn. */

import { type Formula, named, productOf } from '../../tensor/formula.ts'
import { isNone, isUnknown, type Unknown } from '../../tensor/size.ts'
import type { Structure } from '../../tensor/structure.ts'
import {
  type Example,
  type Input,
  type LayerKind,
  layer,
  type Outcome,
  type OutputType,
  type Parameters,
  type RankRule,
} from '../layer.ts'
import { regularizer, seed } from '../named-objects.ts'
import {
  activation,
  anything,
  flag,
  ignored,
  keyword,
  Misfit,
  type Parameter,
  size,
  takingArrays,
  Unknowable,
} from '../parameters.ts'
import type { Finding } from '../problem.ts'
import { isList } from '../value.ts'
import {
  type Cell,
  cellOf,
  cellsOf,
  dropouts,
  type Gated,
  type Gates,
  limits,
  penalties,
  type Recurrence,
  recurrenceOf,
  type StateSize,
  stackOf,
  starts,
  weightsBelow,
} from './rnn-recurrence.ts'
import { below, type Weights } from './wrapping.ts'

const units = takingArrays('nowhere', size('How many features the output has.'))
const use_bias = flag('Adds a bias to each gate.', true)
const recurrent_activation = activation('sigmoid')
const activity_regularizer = regularizer('Penalty on the output.')
/** What all recurrent layers take, in Keras's order. */
export const walking = {
  return_sequences: flag('Puts out every step, not only the last.', false),
  return_state: flag('Puts out the last state too.', false),
  go_backwards: flag('Reads the steps from the last to the first.', false),
  stateful: flag('Goes on with the last state of the batch before.', false),
}
const unroll = flag('Writes every step out instead of looping.', false)
const zero_output_for_mask = keyword(flag('Puts out zeros for masked steps.', false))
const implementation = keyword(anything('int', 'How the products are computed: 1 or 2.', 2))

/** Whether the fused kernels of a GPU are used. */
const use_cudnn: Parameter<boolean | 'auto'> = {
  type: "'auto', True or False",
  meaning: "Whether a GPU's own implementation is used.",
  default: 'auto',
  read(value, name) {
    if (isUnknown(value) || value === 'auto') return 'auto'
    if (typeof value !== 'boolean' && value !== 0 && value !== 1) throw new Misfit(name, "'auto', True or False", value)
    return Boolean(value)
  },
}

export const SimpleRNN = recurrent('SimpleRNN', 1, {
  parameters: {
    units,
    activation: activation('tanh'),
    use_bias,
    ...starts,
    ...penalties,
    activity_regularizer: ignored('Penalty on the output.'),
    ...limits,
    ...dropouts,
    ...walking,
    unroll,
    seed: seed(),
    zero_output_for_mask,
  },
  examples: [
    { call: 'units=64', input: '(None, 100, 32)', output: '(None, 64)', parameters: 6208 },
    { call: 'units=4, return_sequences=True', input: '(None, 10, 8)', output: '(None, 10, 4)', parameters: 52 },
  ],
})

export const LSTM = recurrent('LSTM', 4, {
  parameters: {
    units,
    activation: activation('tanh'),
    recurrent_activation,
    use_bias,
    ...starts,
    unit_forget_bias: flag('Starts the bias of the forget gate with ones.', true),
    ...penalties,
    activity_regularizer,
    ...limits,
    ...dropouts,
    seed: seed(),
    ...walking,
    unroll,
    use_cudnn,
    implementation,
    zero_output_for_mask,
  },
  examples: [
    { call: 'units=32', input: '(None, 100, 32)', output: '(None, 32)', parameters: 8320 },
    {
      call: 'units=4, return_sequences=True, return_state=True',
      input: '(None, 10, 8)',
      output: '[(None, 10, 4), (None, 4), (None, 4)]',
      parameters: 208,
    },
  ],
})

export const GRU = recurrent('GRU', 3, {
  parameters: {
    units,
    activation: activation('tanh'),
    recurrent_activation,
    use_bias,
    ...starts,
    ...penalties,
    activity_regularizer,
    ...limits,
    ...dropouts,
    seed: seed(),
    ...walking,
    unroll,
    reset_after: flag('Applies the reset gate after the product with the state, which then has its own bias.', true),
    use_cudnn,
    implementation,
    zero_output_for_mask,
  },
  examples: [
    { call: 'units=32', input: '(None, 100, 32)', output: '(None, 32)', parameters: 6336 },
    { call: 'units=32, reset_after=False', input: '(None, 100, 32)', output: '(None, 32)', parameters: 6240 },
  ],
})

interface RecurrentRecord {
  readonly parameters: Parameters
  readonly examples: readonly Example[]
}

function recurrent(name: string, gates: Gates, record: RecurrentRecord): LayerKind {
  const path = `${name.toLowerCase().replace('ernn', 'e_rnn')}_cell`
  return recurrentLayer({
    ...record,
    name,
    summary: `Walks through the steps with ${gates === 1 ? 'a state' : `a state that ${gates - 1} gates guard`}.`,
    page: path.replace('_cell', ''),
    rank: { exactly: 3 },
    recurrenceOf(args) {
      const recurrence = recurrenceOf(gates, args as unknown as Gated)
      return { recurrence, weights: step => below(path, recurrence.weights(step)) }
    },
  })
}

/** A cell, or a list of cells that are stacked. */
const cell: Parameter<{ readonly cell: Cell } | { readonly cells: readonly Cell[] }> = {
  type: 'cell or list of cells',
  meaning: 'What is done at each step.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    const cells = isList(value) ? cellsOf(value) : undefined
    if (cells && cells.length > 0) return { cells }
    const cell = cellOf(value)
    if (!cell) throw new Misfit(name, 'an RNN cell or a list of them', value)
    return { cell }
  },
}

export const RNN = recurrentLayer({
  name: 'RNN',
  summary: 'Walks through the steps with a cell.',
  page: 'rnn',
  parameters: {
    cell,
    ...walking,
    unroll,
    zero_output_for_mask: flag('Puts out zeros for masked steps.', false),
  },
  rank: { atLeast: 2 },
  recurrenceOf({ cell: given }) {
    const read = given as ReturnType<typeof cell.read>
    if ('cell' in read) {
      const { layer, recurrence } = read.cell
      return { recurrence, weights: step => weightsBelow(layer.name, read.cell, step) }
    }
    const recurrence = stackOf(read.cells)
    return { recurrence, weights: step => below('stacked_rnn_cells', recurrence.weights(step)) }
  },
  examples: [
    { call: 'cell=LSTMCell(32)', input: '(None, 10, 8)', output: '(None, 32)', parameters: 5248 },
    {
      call: 'cell=[LSTMCell(4), GRUCell(5)], return_sequences=True',
      input: '(None, 10, 8)',
      output: '(None, 10, 5)',
      parameters: 373,
    },
  ],
})

interface RecurrentLayer {
  readonly name: string
  readonly summary: string
  readonly page: string
  readonly parameters: Parameters
  readonly rank: RankRule
  readonly recurrenceOf: (args: Readonly<Record<string, unknown>>) => Walk
  readonly examples: readonly Example[]
}

/** A recurrence with its weights under the paths that they have in the layer. */
interface Walk {
  readonly recurrence: Recurrence
  readonly weights: (step: readonly Formula[]) => Weights | Unknown
}

/** What rules read of it. */
export interface Walking {
  readonly return_sequences: boolean
  readonly return_state: boolean
  readonly stateful: boolean
}

function recurrentLayer({ page, recurrenceOf, ...record }: RecurrentLayer): LayerKind {
  return layer({
    ...record,
    link: `https://keras.io/api/layers/recurrent_layers/${page}/`,
    call: ['sequences', 'initial_state', 'mask'],
    traits: { keepsAxisWith: { argument: 'return_sequences', value: true }, holdsCells: record.name === 'RNN' },
    rule(input, args) {
      const { recurrence, weights } = recurrenceOf(args)
      const features = input.rank > 2 ? input.axis(-1, 'features') : input.axis(0, 'batch')
      return {
        output: outputsOf(input, recurrence, args as unknown as Walking),
        weights: weights([input.shape[0]!, ...input.shape.slice(2, -1), ...(input.rank > 2 ? [features] : [])]),
        unbuildable: openBatch(input, args as unknown as Walking),
        macs: productOf([input.axis(1, 'steps'), recurrence.macs(features)]),
        later: record.rank.exactly === undefined ? { axes: [] } : { rank: record.rank.exactly, axes: [] },
      }
    },
  })
}

/** A state that outlives the batch has one row for each of its samples. */
export const openBatch = ({ shape }: Input, { stateful }: Walking): Finding | undefined =>
  stateful && isNone(shape[0]!)
    ? { code: 'undefined-size', facts: { axis: 'batch', shape }, argument: 'stateful' }
    : undefined

function outputsOf(
  input: Input,
  { output, state }: Recurrence,
  { return_sequences, return_state }: Walking,
): Outcome['output'] {
  const batch = input.shape[0]!
  const sized = (size: Formula): OutputType => ({ dims: [batch, named('features', size)] })
  const last = named('features', output)
  const first: OutputType = { dims: return_sequences ? [batch, input.axis(1, 'steps'), last] : [batch, last] }
  if (!return_state) return first
  const states = Array.isArray(state) ? (state as readonly StateSize[]) : [state as Formula]
  return [first, ...states.map(part => mapState(part, sized))]
}

const mapState = (state: StateSize, sized: (size: Formula) => OutputType): Structure<OutputType> =>
  Array.isArray(state) ? (state as readonly Formula[]).map(sized) : sized(state as Formula)
