/** Cells of recurrent layers as Python values: the sizes of their states, and states to begin with. */
import { kerasOperations } from '../../../../layers/keras/operations/catalogue.ts'
import { cellOf, type Recurrence, type StateSize } from '../../../../layers/keras/rnn-recurrence.ts'
import { Unknowable } from '../../../../layers/parameters.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { PlainLayer } from '../../../../model/layer.ts'
import type { Place } from '../../../../source/span.ts'
import { type Formula, sizeOf } from '../../../../tensor/formula.ts'
import { argumentsOf, type CallArguments } from '../../evaluate/call-arguments.ts'
import { ListObject, TupleObject } from '../../evaluate/containers.ts'
import { Builtin } from '../../evaluate/native.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { callOperation } from './operate.ts'
import { sizeValue } from './shapes.ts'
import { tensorsValue } from './tensors.ts'

/** What a cell of Keras's own has besides its arguments and weights. */
export function cellMember(layer: PlainLayer, name: string, builder: ModelBuilder): PyValue | undefined {
  if (!members.has(name)) return undefined
  const recurrence = recurrenceOf(layer)
  if (!recurrence) return undefined
  if (name === 'output_size') return sizeValue(sizeOf(recurrence.output))
  if (name === 'state_size') return mapState(recurrence.state, size => sizeValue(sizeOf(size)))
  return new Builtin(name, (args, at) => initialState(partsOf(layer, recurrence), args, builder, at))
}

const members = new Set(['state_size', 'output_size', 'get_initial_state'])

/** Undefined for a layer that is no cell, and where not all of it is known. */
function recurrenceOf(layer: PlainLayer): Recurrence | undefined {
  try {
    return cellOf(layer.asArgument)?.recurrence
  } catch (error) {
    if (error instanceof Unknowable) return undefined
    throw error
  }
}

type State = StateSize | readonly StateSize[]

function mapState(state: State, make: (size: Formula) => PyValue): PyValue {
  return Array.isArray(state)
    ? new ListObject(state.map(part => mapState(part as State, make)))
    : make(state as Formula)
}

/** The state of a cell is a list, also where it has one part. */
function partsOf({ className }: PlainLayer, { state }: Recurrence): State {
  const list = (part: StateSize | readonly StateSize[]) => (Array.isArray(part) ? part : [part])
  return className === 'StackedRNNCells' ? list(state).map(list) : list(state)
}

/** Zeros for each part of the state. */
function initialState(state: State, args: CallArguments, builder: ModelBuilder, at: Place): PyValue {
  const batch = args.named.get('batch_size') ?? args.positional[0] ?? null
  const zeros = kerasOperations.byPath('ops.zeros')!
  const made = (size: Formula): PyValue =>
    tensorsValue(
      callOperation(zeros, argumentsOf([new TupleObject([batch, sizeValue(sizeOf(size))])]), builder, at),
      builder,
    )
  return mapState(state, made)
}
