/** The cells of recurrent layers as layers: one step on an input and the states before. Source: keras/src/layers/rnn. */
import { broadcastShapes, isClash } from '../../tensor/broadcast.ts'
import { productOf, sizeOf } from '../../tensor/formula.ts'
import { isShape, type Shape, type TensorType } from '../../tensor/shape.ts'
import { equalSizes, isUnknown, printSize } from '../../tensor/size.ts'
import { flatten, isLeaf, type Structure } from '../../tensor/structure.ts'
import {
  type Call,
  type Example,
  type LayerKind,
  layer,
  type OutputType,
  type Parameters,
  tensorArgument,
} from '../layer.ts'
import { seed } from '../named-objects.ts'
import { activation, anything, flag, keyword, Misfit, type Parameter, size, Unknowable } from '../parameters.ts'
import type { Value } from '../value.ts'
import {
  type Cell,
  cellsOf,
  dropouts,
  type Gated,
  type Gates,
  limits,
  penalties,
  type Recurrence,
  recurrenceOf,
  stackOf,
  starts,
} from './rnn-recurrence.ts'

const units = size('How many features the output has.')
const use_bias = flag('Adds a bias to each gate.', true)
const recurrent_activation = activation('sigmoid')
const implementation = keyword(anything('int', 'How the products are computed: 1 or 2.', 2))

export const SimpleRNNCell = cell('SimpleRNN', 1, {
  input: 'sequence',
  parameters: {
    units,
    activation: activation('tanh'),
    use_bias,
    ...starts,
    ...penalties,
    ...limits,
    ...dropouts,
    seed: seed(),
  },
  examples: [
    {
      call: 'units=8',
      input: '(None, 16)',
      with: 'states=[(None, 8)]',
      output: '[(None, 8), [(None, 8)]]',
      parameters: 200,
    },
  ],
})

export const LSTMCell = cell('LSTM', 4, {
  input: 'inputs',
  parameters: {
    units,
    activation: activation('tanh'),
    recurrent_activation,
    use_bias,
    ...starts,
    unit_forget_bias: flag('Starts the bias of the forget gate with ones.', true),
    ...penalties,
    ...limits,
    ...dropouts,
    seed: seed(),
    implementation,
  },
  examples: [
    {
      call: 'units=8',
      input: '(None, 16)',
      with: 'states=[(None, 8), (None, 8)]',
      output: '[(None, 8), [(None, 8), (None, 8)]]',
      parameters: 800,
    },
  ],
})

export const GRUCell = cell('GRU', 3, {
  input: 'inputs',
  parameters: {
    units,
    activation: activation('tanh'),
    recurrent_activation,
    use_bias,
    ...starts,
    ...penalties,
    ...limits,
    ...dropouts,
    reset_after: flag('Applies the reset gate after the product with the state, which then has its own bias.', true),
    seed: seed(),
    implementation,
  },
  examples: [
    {
      call: 'units=8',
      input: '(None, 16)',
      with: 'states=[(None, 8)]',
      output: '[(None, 8), [(None, 8)]]',
      parameters: 624,
    },
  ],
})

interface CellRecord {
  /** What Keras calls the input of a step. */
  readonly input: string
  readonly parameters: Parameters
  readonly examples: readonly Example[]
}

type CellArguments = Gated & { readonly implementation?: Value; readonly recurrent_dropout: number }

function cell(name: string, gates: Gates, { input: word, parameters, examples }: CellRecord): LayerKind {
  return layer({
    name: `${name}Cell`,
    summary: `Does one step of ${name}.`,
    link: `https://keras.io/api/layers/recurrent_layers/${name.toLowerCase().replace('ernn', 'e_rnn')}_cell/`,
    parameters,
    call: [word, 'states'],
    rank: { atLeast: 1 },
    rule(input, args, call) {
      const given = args as unknown as CellArguments
      const split = gates === 4 && given.implementation !== 1 && !(given.recurrent_dropout > 0)
      if (split && input.rank !== 2) call.refuse({ code: 'wrong-rank', facts: { expected: '2', shape: input.shape } })
      const recurrence = recurrenceOf(gates, given)
      const features = input.axis(-1, 'features')
      return {
        output: step(recurrence, input.shape, statesOf(call), call).both,
        weights: recurrence.weights([...input.shape.slice(0, -1), features]),
        macs: productOf([...input.shape.slice(1, -1), recurrence.macs(features)]),
      }
    },
    examples,
  })
}

const cells: Parameter<readonly Cell[]> = {
  type: 'list of cells',
  meaning: 'The cells, the first of which reads the input.',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    const cells = cellsOf(value)
    if (!cells) throw new Misfit(name, 'a list of RNN cells', value)
    return cells
  },
}

export const StackedRNNCells = layer({
  name: 'StackedRNNCells',
  summary: 'Does one step of several cells, each of which reads what the one before puts out.',
  link: 'https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/',
  parameters: { cells },
  traits: { holdsCells: true },
  call: ['inputs', 'states'],
  rank: { atLeast: 1 },
  rule(input, { cells }, call) {
    const recurrence = stackOf(cells)
    const given = statesOf(call)
    if (!Array.isArray(given)) return refuseStates('a list with the states of each cell', call)
    let { shape } = input
    const states: Structure<OutputType>[] = []
    for (const [i, state] of (given as readonly Structure<TensorType>[]).slice(0, cells.length).entries()) {
      const done = step(cells[i]!.recurrence, shape, state, call)
      shape = done.output
      states.push(done.state)
    }
    const features = input.axis(-1, 'features')
    return {
      output: [{ dims: shape }, states.length === 1 ? states[0]! : states],
      weights: recurrence.weights([...input.shape.slice(0, -1), features]),
      macs: recurrence.macs(features),
    }
  },
  examples: [
    {
      call: 'cells=[GRUCell(4), SimpleRNNCell(3)]',
      input: '(None, 8)',
      with: 'states=[[(None, 4)], [(None, 3)]]',
      output: '[(None, 3), [[(None, 4)], [(None, 3)]]]',
      parameters: 192,
    },
  ],
})

interface Step {
  readonly output: Shape
  /** As the states were given: alone or in a list. */
  readonly state: Structure<OutputType>
  /** What a cell returns. */
  readonly both: Structure<OutputType>
}

/** The state is multiplied as the input is, and the two are added. */
function step(
  { output: units, state: sizes }: Recurrence,
  input: Shape,
  given: Structure<TensorType>,
  call: Call,
): Step {
  const shapes = flatten(given).map(({ shape }) => (isShape(shape) ? shape : undefined))
  const needed = Array.isArray(sizes) ? sizes.length : 1
  if (shapes.length < needed) return refuseStates(`${needed} states`, call)
  const last = shapes[0]?.at(-1)
  if (last !== undefined && equalSizes(last, sizeOf(units)) === false)
    return refuseStates(`states with ${printSize(sizeOf(units))} features`, call)
  const rest = shapes.slice(1, needed).flatMap(shape => shape?.at(-1) ?? [])
  if (rest.some(size => size !== 1 && equalSizes(size, sizeOf(units)) === false))
    return refuseStates(`states with ${printSize(sizeOf(units))} features`, call)
  const widened = [input, ...shapes.slice(0, needed)].flatMap(shape =>
    shape === undefined ? [] : [[...shape.slice(0, -1), sizeOf(units)]],
  )
  const output = broadcastShapes(widened, 'other')
  if (isClash(output)) return refuseStates('states of as many samples as the input', call)
  const leaf = { dims: output }
  const state = isLeaf(given) ? leaf : Array<OutputType>(needed).fill(leaf)
  return { output, state, both: [leaf, state] }
}

function statesOf(call: Call): Structure<TensorType> {
  const states = tensorArgument('states', call)
  if (states !== undefined) return states
  const facts = { argument: 'states', meaning: 'The states that the step before left.' }
  return call.refuse({ code: 'missing-argument', facts })
}

const refuseStates = (expected: string, call: Call): never =>
  call.refuse({ code: 'refused', facts: { reason: `the step needs ${expected}` }, argument: 'states' })
