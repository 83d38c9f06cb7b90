/** Functions of lists, with the results that Python gives. */
import type { Value } from '../../../layers/value.ts'
import * as sizes from '../../../tensor/size.ts'
import { isSymbolic, unknown } from '../../../tensor/size.ts'
import { binary, Mistake, mostElements, truth } from './arithmetic.ts'
import { isUnknownValue, many, notNumbers, one, type ValueFunction } from './value-function.ts'
import { elementsOf, isPlain, type NetValue } from './values.ts'

/** The largest or the least of its arguments, or of the one list that it is given. */
const extreme =
  (name: 'max' | 'min') =>
  (args: readonly NetValue[]): NetValue | Mistake => {
    const items = args.length === 1 ? elementsOf(args[0]!) : args
    if (!items || items.length === 0) return new Mistake(`${name} takes numbers, or a list that is not empty`)
    const open = items.find(isUnknownValue)
    if (open !== undefined) return open
    if (items.some(each => isSymbolic(each)))
      return items.every(each => typeof each === 'number' || isSymbolic(each))
        ? ((items as sizes.Size[]).reduce(name === 'max' ? sizes.maximum : sizes.minimum) as Value)
        : unknown(`${name} of a size that is open`)
    let best: NetValue = items[0]!
    for (const item of items.slice(1)) {
      if (!isPlain(item) || !isPlain(best)) return notNumbers(name)
      const isBetter = binary(name === 'max' ? '>' : '<', item, best)
      if (isBetter instanceof Mistake) return isBetter
      if (isBetter === true) best = item
    }
    return best
  }

function sum(args: readonly NetValue[]): NetValue | Mistake {
  let total: Value | Mistake = 0
  for (const item of elementsOf(args[0]!) ?? []) {
    if (!isPlain(item)) return notNumbers('sum')
    total = binary('+', total as Value, item)
    if (total instanceof Mistake) return total
  }
  return elementsOf(args[0]!) ? total : notNumbers('sum')
}

function range(args: readonly NetValue[]): Value | Mistake {
  if (!args.every(each => typeof each === 'number'))
    return args.some(each => isSymbolic(each)) ? unknown('a range of open length') : notNumbers('range')
  const [first = 0, second, step = 1] = args as readonly number[]
  const [from, to] = second === undefined ? [0, first] : [first, second]
  if (step === 0) return new Mistake('range cannot go in steps of 0')
  const length = Math.max(0, Math.ceil((to - from) / step))
  if (length > mostElements) return new Mistake(`more than ${mostElements} elements`)
  return Array.from({ length }, (_, i) => from + i * step)
}

const list =
  (name: string, run: (items: readonly NetValue[]) => NetValue | Mistake) =>
  (args: readonly NetValue[]): NetValue | Mistake => {
    const items = elementsOf(args[0]!)
    return items ? run(items) : new Mistake(`${name} takes a list`)
  }

/** What is equal stays in its order. */
function sorted(items: readonly NetValue[]): NetValue | Mistake {
  let failure: NetValue | Mistake | undefined
  const isBefore = (a: NetValue, b: NetValue): boolean => {
    const answer = isPlain(a) && isPlain(b) ? binary('<', a, b) : new Mistake('sorted takes numbers or texts')
    if (typeof answer !== 'boolean') failure ??= answer
    return answer === true
  }
  const result = [...items].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0))
  return failure ?? result
}

function zip(args: readonly NetValue[]): NetValue | Mistake {
  const lists = args.map(elementsOf)
  if (!lists.every(each => each !== undefined)) return new Mistake('zip takes lists')
  const length = lists.length === 0 ? 0 : Math.min(...lists.map(each => each.length))
  return Array.from({ length }, (_, i) => lists.map(each => each[i]!))
}

/** Whether all, or any, of the items hold; unknown where what is not known decides. */
const every =
  (expected: boolean) =>
  (items: readonly NetValue[]): NetValue => {
    let open: NetValue | undefined
    for (const item of items) {
      const holds = isPlain(item) ? truth(item) : true
      if (holds === !expected) return !expected
      if (holds === undefined) open ??= unknown('one of them is not known')
    }
    return open ?? expected
  }

export const listFunctions: ReadonlyMap<string, ValueFunction> = new Map<string, ValueFunction>([
  ['max', { signature: 'max(a, b, …)', meaning: 'The largest.', least: 1, most: many, run: extreme('max') }],
  ['min', { signature: 'min(a, b, …)', meaning: 'The least.', least: 1, most: many, run: extreme('min') }],
  ['sum', one('sum(list)', 'The sum of all.', sum)],
  [
    'len',
    one(
      'len(list)',
      'How many elements there are.',
      list('len', items => items.length),
    ),
  ],
  [
    'range',
    {
      signature: 'range(from, to, step)',
      meaning: 'Whole numbers up to, and without, the end.',
      least: 1,
      most: 3,
      run: range,
    },
  ],
  [
    'list',
    one(
      'list(x)',
      'The elements of it.',
      list('list', items => items),
    ),
  ],
  [
    'reversed',
    one(
      'reversed(list)',
      'The elements from the last to the first.',
      list('reversed', items => items.toReversed()),
    ),
  ],
  ['sorted', one('sorted(list)', 'The elements in their order.', list('sorted', sorted))],
  [
    'enumerate',
    one(
      'enumerate(list)',
      'Pairs of a number and an element.',
      list('enumerate', items => items.map((item, i) => [i, item])),
    ),
  ],
  [
    'zip',
    {
      signature: 'zip(a, b, …)',
      meaning: 'The first elements together, then the second …',
      least: 0,
      most: many,
      run: zip,
    },
  ],
  ['all', one('all(list)', 'Whether each element holds.', list('all', every(true)))],
  ['any', one('any(list)', 'Whether one element holds.', list('any', every(false)))],
])
