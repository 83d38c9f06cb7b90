/** The built-in functions that model code uses. */
import { float } from '../../../layers/value.ts'
import type { Place } from '../../../source/span.ts'
import { isSymbolic, maximum, minimum, unknown } from '../../../tensor/size.ts'
import { evaluateSuper, Wrapped } from './classes.ts'
import { mostElements } from './context.ts'
import { Decorator } from './functions.ts'
import type { Journal } from './journal.ts'
import { sortItems } from './methods.ts'
import { normalize, numberValue } from './numbers.ts'
import { asFloat, binary, orderOf, truthOf, unary } from './operators.ts'
import { Scope } from './scope.ts'
import {
  asIndex,
  Builtin,
  type CallArguments,
  DictObject,
  describe,
  Foreign,
  HostObject,
  itemsOf,
  known,
  ListObject,
  type PyValue,
  plain,
  ScopedFunction,
  TupleObject,
  unknownValue,
} from './values.ts'

/** The outermost scope, in which every module's names are looked up last. */
export function builtinScope(journal: Journal): Scope {
  const scope = new Scope(journal)
  scope.set('super', new ScopedFunction('super', (context, _, at) => evaluateSuper(context, at)))
  scope.set('object', new Foreign('object'))
  for (const kind of ['static', 'class'] as const)
    scope.set(`${kind}method`, new MethodDecorator(`${kind}method`, kind))
  scope.set('property', new MethodDecorator('property', 'property'))
  for (const [name, run] of Object.entries(functions))
    scope.set(name, new Builtin(name, (args, at) => answer(name, run, args, at)))
  return scope
}

/** `@staticmethod`, `@classmethod`, `@property`. */
class MethodDecorator extends Decorator {
  constructor(
    readonly description: string,
    private readonly kind: Wrapped['kind'],
  ) {
    super()
  }

  wrap(inner: PyValue): PyValue {
    return new Wrapped(this.kind, inner)
  }

  override call({ positional: [inner] }: CallArguments, at: Place): PyValue {
    return inner === undefined ? unknown(`${this.description} of nothing`, at) : this.wrap(inner)
  }
}

type Function_ = (args: CallArguments, at: Place) => PyValue | undefined

/** A function that is given something unknown answers with that reason, unless it can answer all the same. */
function answer(name: string, run: Function_, args: CallArguments, at: Place): PyValue {
  const positional = args.positional.map(value => known(value, at))
  const result = args.open ? args.open : run({ ...args, named: args.named, positional }, at)
  if (result !== undefined) return result
  return (
    positional.map(unknownValue).find(each => each !== undefined) ??
    unknown(`${name}(${positional.map(describe).join(', ')}) is not known here`, at)
  )
}

const functions: Readonly<Record<string, Function_>> = {
  len: ({ positional: [value] }) => lengthOf(value),
  int: ({ positional: [value = 0] }) => toInt(plain(value)),
  float: ({ positional: [value = 0] }) => {
    const number =
      typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)
        ? Number(value)
        : asFloat(value)
    return number === undefined ? undefined : float(number)
  },
  bool: ({ positional: [value = false] }) => truthOf(value),
  str: ({ positional: [value = ''] }) => toText(value),
  abs: ({ positional: [value] }, at) => {
    if (value instanceof HostObject) return value.absolute(at)
    const number = value === undefined ? undefined : asFloat(value)
    return number === undefined ? undefined : number < 0 ? unary('-', value!, at) : value
  },
  round: ({ positional: [value, digits] }) =>
    digits === undefined && value !== undefined ? roundHalfEven(value) : undefined,
  min: ({ positional, named }) => (named.size > 0 ? undefined : extreme(positional, -1)),
  max: ({ positional, named }) => (named.size > 0 ? undefined : extreme(positional, 1)),
  sum: ({ positional: [items, start = 0] }, at) =>
    items === undefined ? undefined : itemsIn(items)?.reduce((total, item) => binary('+', total, item, at), start),
  tuple: ({ positional: [items] }) => {
    const all = items === undefined ? [] : itemsIn(items)
    return all && new TupleObject(all)
  },
  list: ({ positional: [items] }) => {
    const all = items === undefined ? [] : itemsIn(items)
    return all && new ListObject([...all])
  },
  dict: args => toDict(args),
  range: ({ positional }) => toRange(positional),
  sorted: ({ positional: [items], named }) => {
    const all = items === undefined || named.size > 0 ? undefined : itemsIn(items)
    const sorted = all && sortItems(all)
    return sorted && new ListObject(sorted)
  },
  reversed: ({ positional: [items] }) => {
    const all = items === undefined ? undefined : itemsIn(items)
    return all && new ListObject(all.toReversed())
  },
  zip: ({ positional }) => zip(positional),
  enumerate: ({ positional: [items, start = 0] }) => {
    const from = asIndex(start)
    const all = items === undefined || typeof from !== 'number' ? undefined : itemsIn(items)
    return all && new ListObject(all.map((item, i) => new TupleObject([i + (from as number), item])))
  },
  print: () => null,
}

/** What a loop over the value would go through; undefined where it is not known. */
export function itemsIn(value: PyValue): readonly PyValue[] | undefined {
  if (typeof value === 'string') return [...value]
  if (value instanceof DictObject) return value.lost ? undefined : [...value].map(([key]) => key)
  return value instanceof HostObject ? value.elements() : itemsOf(value)
}

/** The length of data that is not known stays a symbol under the name of what was measured. */
function lengthOf(value: PyValue | undefined): PyValue | undefined {
  if (value instanceof HostObject) return value.length()
  if (typeof value === 'string') return [...value].length
  if (value instanceof DictObject) return value.lost ? undefined : value.size
  return value === undefined ? undefined : itemsOf(value)?.length
}

function toInt(value: PyValue): PyValue | undefined {
  if (typeof value === 'object' && value !== null && 'kind' in value && isSymbolic(value)) return value
  if (typeof value === 'string')
    return /^\s*[-+]?\d{1,4000}\s*$/.test(value) ? normalize(BigInt(value.trim())) : undefined
  const number = numberValue(value)
  if (number === undefined || typeof number !== 'object') return number
  return Number.isFinite(number.value) ? normalize(BigInt(Math.trunc(number.value))) : undefined
}

const toText = (value: PyValue): PyValue | undefined => {
  if (typeof value === 'string') return value
  if (value instanceof HostObject) return value.text()
  return unknownValue(value) ? undefined : describe(value)
}

/** Python rounds halves to the even neighbor. */
function roundHalfEven(value: PyValue): PyValue | undefined {
  const number = numberValue(value)
  if (number === undefined || typeof number !== 'object') return number
  const below = Math.floor(number.value)
  const rest = number.value - below
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0)
  return Number.isFinite(number.value) ? normalize(BigInt(up ? below + 1 : below)) : undefined
}

function extreme(positional: readonly PyValue[], sign: 1 | -1): PyValue | undefined {
  const items = positional.length === 1 ? itemsIn(positional[0]!) : positional
  if (!items || items.length === 0) return undefined
  return items.reduce<PyValue | undefined>((best, item) => better(best, item, sign), items[0])
}

function better(best: PyValue | undefined, item: PyValue, sign: 1 | -1): PyValue | undefined {
  if (best === undefined) return undefined
  const order = orderOf(item, best)
  if (order !== undefined) return order * sign > 0 ? item : best
  const size = (value: PyValue) =>
    typeof value === 'number'
      ? value
      : typeof value === 'object' && value !== null && 'kind' in value && isSymbolic(value)
        ? value
        : undefined
  const [a, b] = [size(best), size(item)]
  if (a === undefined || b === undefined) return undefined
  const result = sign > 0 ? maximum(a, b) : minimum(a, b)
  return typeof result === 'object' && result.kind === 'none' ? undefined : result
}

function toDict({ positional: [source], named }: CallArguments): PyValue | undefined {
  const dict = new DictObject()
  if (source instanceof DictObject) {
    if (source.lost) return undefined
    for (const [key, value] of source) dict.set(key, value)
  } else if (source !== undefined) {
    const pairs = itemsIn(source)?.map(itemsOf)
    if (!pairs?.every(pair => pair?.length === 2)) return undefined
    for (const pair of pairs) dict.set(pair![0]!, pair![1]!)
  }
  for (const [key, value] of named) dict.set(key, value)
  return dict
}

function toRange(positional: readonly PyValue[]): PyValue | undefined {
  const [first = 0, second, step = 1] = positional.map(asIndex)
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0) return undefined
  const count = Math.max(0, Math.ceil((stop - start) / step))
  if (count > mostElements) return unknown(`a range of more than ${mostElements.toLocaleString('en-US')} elements`)
  return new TupleObject(Array.from({ length: count }, (_, i) => start + i * step))
}

function zip(positional: readonly PyValue[]): PyValue | undefined {
  const lists = positional.map(itemsIn)
  if (!lists.every(list => list !== undefined)) return undefined
  const count = lists.length === 0 ? 0 : Math.min(...lists.map(list => list!.length))
  return new ListObject(Array.from({ length: count }, (_, i) => new TupleObject(lists.map(list => list![i]!))))
}
