/** Products over named axes: `bij,bjk->bik`. Source: keras/src/ops/numpy.py, `Einsum`. */
import { broadcastShapes, isClash } from '../../../tensor/broadcast.ts'
import { productOf } from '../../../tensor/formula.ts'
import type { Shape } from '../../../tensor/shape.ts'
import { isNone, isUnknown, type Size } from '../../../tensor/size.ts'
import type { Call } from '../../layer.ts'
import { type Operand, type OperationKind, operation, promote } from '../../operation.ts'
import { Misfit, type Parameter, Unknowable } from '../../parameters.ts'
import type { Value } from '../../value.ts'

/** The axes of each operand and of the result, each a letter; `…` stands for any number of them. */
interface Equation {
  readonly inputs: readonly string[]
  readonly output: string
}

/** Keras takes a space for an axis, TensorFlow passes over it. */
const equation = (spaces: 'axes' | 'nothing'): Parameter<Equation> => ({
  type: 'str',
  meaning: 'Which axes meet, and which stay: bij,bjk->bik.',
  read(value, name) {
    const text = spaces === 'axes' ? textOf(value, name) : textOf(value, name).replaceAll(' ', '')
    const [left = '', output, ...more] = text.replaceAll('...', '…').split('->')
    if (more.length > 0) throw new Misfit(name, "an equation such as 'bij,bjk->bik'", value)
    return { inputs: left.split(','), output: output ?? lettersOnce(left) }
  },
})

function textOf(value: Value, name: string): string {
  if (isUnknown(value)) throw new Unknowable(value, name)
  if (typeof value !== 'string') throw new Misfit(name, "an equation such as 'bij,bjk->bik'", value)
  return value
}

/** Without an output, the letters that occur once stay, in their order, behind what has no letter. */
function lettersOnce(inputs: string): string {
  const letters = [...inputs].filter(each => /[a-zA-Z]/.test(each))
  return `…${letters
    .filter(each => letters.indexOf(each) === letters.lastIndexOf(each))
    .sort()
    .join('')}`
}

const einsum = (signature: string, spaces: 'axes' | 'nothing'): OperationKind =>
  operation({
    name: 'Einsum',
    summary: 'Multiplies tensors over named axes and sums over those that the result lacks.',
    signatures: [signature],
    call: ['operands'],
    parameters: { subscripts: equation(spaces) },
    rule(operands, { subscripts: { inputs, output } }, call) {
      const all = operands.list('operands')
      if (inputs.length !== all.length)
        call.refuse({
          code: 'wrong-input-count',
          facts: { expected: `${inputs.length} tensors`, received: all.length },
        })
      const terms = all.map(({ shape }, i) => readTerm(inputs[i]!, shape, call))
      const shapes = terms.map(term => laidOut(term, output, call))
      const dims = broadcastShapes(shapes, 'other')
      if (isClash(dims)) return refuseSizes(all, call)
      const summed = summedSizes(terms, output)
      return { output: { dims, dtype: typeOf(all, call) }, macs: productOf([...dims.slice(1), ...summed]) }
    },
  })

export const Einsum = einsum('ops.einsum(subscripts, *operands)', 'axes')
export const EinsumWithSpaces = einsum('tf.einsum(equation: subscripts, *inputs: operands)', 'nothing')

function refuseSizes(all: readonly Operand[], call: Call): never {
  const reason = 'an axis that stays has different sizes'
  return call.refuse({ code: 'unequal-shapes', facts: { shapes: all.map(each => each.shape), reason } })
}

const typeOf = (all: readonly Operand[], call: Call): string => {
  const types = [...new Set(all.map(each => each.dtype))]
  return types.length === 1 && types[0] === 'int8' ? 'int32' : promote(call, ...types)
}

/** One operand: what its letters and its `…` stand for. */
interface Term {
  readonly letters: ReadonlyMap<string, Size>
  readonly wild: Shape | undefined
}

function readTerm(spec: string, shape: Shape, call: Call): Term {
  const [before = '', after] = spec.split('…')
  const fits =
    after === undefined ? before.length === shape.length : Math.max(before.length, after.length) <= shape.length
  if (!fits) call.refuse({ code: 'wrong-rank', facts: { expected: String(before.length), shape } })
  const letters = new Map<string, Size>()
  const note = (letter: string, size: Size) => letters.has(letter) || letters.set(letter, size)
  for (const [i, letter] of [...before].entries()) note(letter, shape[i]!)
  const last = [...(after ?? '')].reverse()
  for (const [i, letter] of last.entries()) note(letter, shape.at(-i - 1)!)
  return { letters, wild: after === undefined ? undefined : shape.slice(before.length, shape.length - after.length) }
}

/** An operand's sizes in the place of the result's axes: 1 for those that it lacks. */
const laidOut = ({ letters, wild }: Term, output: string, call: Call): Shape =>
  [...output].flatMap(letter => {
    if (letter === '…') return wild ?? []
    if (letter === ' ') return []
    const size = letters.get(letter)
    if (size !== undefined) return [size]
    if (/[a-z]/.test(letter)) return [1]
    const reason = `Keras takes only lower-case letters for axes that an operand lacks, not ${letter}`
    return call.refuse({ code: 'refused', facts: { reason }, argument: 'subscripts' })
  })

/** The sizes that are summed over: of letters that the result lacks. */
function summedSizes(terms: readonly Term[], output: string): readonly Size[] {
  const sizes = new Map<string, Size>()
  for (const [letter, size] of terms.flatMap(term => [...term.letters])) {
    const before = sizes.get(letter)
    if (!output.includes(letter) && (before === undefined || isNone(before))) sizes.set(letter, size)
  }
  return [...sizes.values()]
}
