/** `collections`: dictionaries, deques, named tuples. */
import type { Place } from '../../../../source/span.ts'
import { unknown } from '../../../../tensor/size.ts'
import { argumentsOf, type CallArguments } from '../call-arguments.ts'
import { DictObject } from '../containers.ts'
import { HostObject } from '../host.ts'
import { itemsIn } from '../iterators.ts'
import { objectType } from '../typeobject.ts'
import { type PyValue, unknownValue } from '../values.ts'
import { chainMapOf } from './chainmap.ts'
import { Deque } from './deque.ts'
import { Counter, DefaultDict, OrderedDict } from './dictionaries.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { namedtuple } from './namedtuples.ts'
import { takes } from './signature.ts'

/** A class of dictionaries: `make` gives an empty one and what is left of the arguments to fill it with. */
class DictionaryClass extends HostObject {
  constructor(
    readonly description: string,
    private readonly library: Library,
    private readonly make: (args: CallArguments) => { readonly dict: DictObject; readonly args: CallArguments },
  ) {
    super()
  }

  override call(given: CallArguments, at: Place): PyValue {
    const { dict, args } = this.make(given)
    return fill(dict, args, this.library, at)
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === '__name__') return this.description.replace(/.*\./, '')
    if (name !== 'fromkeys') return super.attribute(name, at)
    return takes('fromkeys(iterable, value=…, /)', ({ iterable, value = null }) => {
      const keys = unknownValue(iterable!) ? undefined : itemsIn(iterable!)
      if (!keys) return unknownValue(iterable!)
      const { dict } = this.make({ ...noneGiven, positional: [null] })
      for (const key of keys) dict.set(key, value)
      return dict
    })
  }

  override get makesPlainValues(): boolean {
    return true
  }

  override get isClass(): boolean {
    return true
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    return this === other || other === this.library.builtins.get('dict') || other === objectType ? true : undefined
  }

  override copied(): PyValue {
    return this
  }
}

const noneGiven = argumentsOf([])

/** Puts into a new dictionary what `dict(…)` would hold. */
function fill(dict: DictObject, args: CallArguments, { builtins }: Library, at: Place): PyValue {
  const plain = (builtins.get('dict') as HostObject).call(args, at)
  if (!(plain instanceof DictObject) || plain.lost)
    return unknownValue(plain) ?? unknown('what is in the dictionary is not known here', at)
  for (const [key, value] of plain) dict.set(key, value)
  return dict
}

const without = (args: CallArguments, count: number): CallArguments => ({
  ...args,
  positional: args.positional.slice(count),
  named: args.named,
  open: args.open,
  places: noneGiven.places,
})

const counterOf = (library: Library) =>
  takes('collections.Counter(iterable=…, /, **counts)', ({ iterable }, at, { named }) => {
    const counter = new Counter(library.journal)
    counter.count(iterable, named, '+', at)
    return counter.lost ?? counter
  })

const dequeOf = ({ journal }: Library) =>
  takes('collections.deque(iterable=…, maxlen=…)', ({ iterable, maxlen = null }) => {
    const items = iterable === undefined ? [] : unknownValue(iterable) ? undefined : itemsIn(iterable)
    if (!items || (maxlen !== null && typeof maxlen !== 'number')) return unknownValue(iterable!)
    return new Deque([...items], maxlen, journal)
  })

export const collectionsMembers = (library: Library): Members => ({
  OrderedDict: new DictionaryClass('collections.OrderedDict', library, args => ({
    dict: new OrderedDict(library.journal),
    args,
  })),
  defaultdict: new DictionaryClass('collections.defaultdict', library, args => ({
    dict: new DefaultDict(args.positional[0] ?? null, library.journal),
    args: without(args, 1),
  })),
  Counter: counterOf(library),
  deque: dequeOf(library),
  namedtuple,
  ChainMap: chainMapOf(library.journal),
})
