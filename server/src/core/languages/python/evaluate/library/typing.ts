/** `typing` and its like: everything can be subscripted and called, and a class below it gets nothing from it. */
import type { Place } from '../../../../source/span.ts'
import { type Maker, PlainBase } from '../bases.ts'
import { BytesObject } from '../bytes.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { HostObject } from '../host.ts'
import { IteratorObject } from '../iterators.ts'
import { RangeObject } from '../ranges.ts'
import { SetObject } from '../sets.ts'
import { floatType, intType } from '../types.ts'
import type { PyValue } from '../values.ts'
import { Transparent } from './functools.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { NamedTupleBase } from './namedtuples.ts'
import { takes } from './signature.ts'

/** `Optional`, `List[int]`, `TypeVar('T')`: says something of types, and nothing of values. */
export class TypeForm extends PlainBase {
  constructor(readonly description: string) {
    super()
  }

  override attribute(name: string): PyValue {
    return new TypeForm(`${this.description}.${name}`)
  }

  override call(_args: CallArguments, _at: Place): PyValue {
    return this
  }

  override subscript(): PyValue {
    return this
  }

  /** `List[int] | None`. */
  override binary(): PyValue {
    return this
  }

  override keeps(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }
}

/** `NewType('Size', int)` gives a function that gives back what it is given. */
class NewType extends TypeForm {
  override call(): PyValue {
    return new Transparent(this.description)
  }
}

/** `TypedDict`: a class below it makes plain dictionaries. */
class TypedDictBase extends TypeForm implements Maker {
  constructor(private readonly dict: PyValue) {
    super('typing.TypedDict')
  }

  subclassed(): PyValue {
    return new TypedDictBase(this.dict)
  }

  override call(...[args, at]: Parameters<HostObject['call']>): PyValue {
    return this.dict instanceof HostObject ? this.dict.call(args, at) : super.call(args, at)
  }
}

const forms = [
  'Any',
  'AnyStr',
  'Annotated',
  'Awaitable',
  'ClassVar',
  'Concatenate',
  'Coroutine',
  'DefaultDict',
  'Deque',
  'Dict',
  'Final',
  'ForwardRef',
  'FrozenSet',
  'Generator',
  'Generic',
  'Hashable',
  'IO',
  'List',
  'Literal',
  'LiteralString',
  'Match',
  'MutableSet',
  'Never',
  'NoReturn',
  'NotRequired',
  'Optional',
  'OrderedDict',
  'ParamSpec',
  'Pattern',
  'Protocol',
  'Required',
  'Reversible',
  'Self',
  'SupportsFloat',
  'SupportsInt',
  'Text',
  'TextIO',
  'Tuple',
  'Type',
  'TypeAlias',
  'TypeGuard',
  'TypeVar',
  'TypeVarTuple',
  'Union',
  'Unpack',
]

const transparent = ['final', 'no_type_check', 'overload', 'override', 'runtime_checkable']

export const typingMembers = ({ builtins }: Library): Members => ({
  ...Object.fromEntries(forms.map(name => [name, new TypeForm(`typing.${name}`)])),
  ...Object.fromEntries(transparent.map(name => [name, new Transparent(`typing.${name}`)])),
  ...abstracts('typing'),
  TYPE_CHECKING: false,
  NewType: new NewType('typing.NewType'),
  NamedTuple: new NamedTupleBase(),
  TypedDict: new TypedDictBase(builtins.get('dict') ?? null),
  cast: takes('typing.cast(typ, val)', ({ val }) => val),
})

/** `abc`: classes below ABC are plain ones, and abstract methods are methods. */
export const abcMembers = (): Members => ({
  ABC: new TypeForm('abc.ABC'),
  ABCMeta: new TypeForm('abc.ABCMeta'),
  abstractmethod: new Transparent('abc.abstractmethod'),
})

/** A class that says what a value can do: `isinstance(kernel_size, Iterable)`. */
class AbstractClass extends TypeForm {
  constructor(
    description: string,
    private readonly holds: (value: PyValue) => boolean | undefined,
  ) {
    super(description)
  }

  override get isClass(): boolean {
    return true
  }

  override subscript(): PyValue {
    return this
  }

  override hasInstance(value: PyValue): boolean | undefined {
    return this.holds(value)
  }
}

const isNumber = (value: PyValue): boolean => floatType.hasInstance(value) === true || isWhole(value)
const isWhole = (value: PyValue): boolean => intType.hasInstance(value) === true
const isText = (value: PyValue): boolean => typeof value === 'string' || value instanceof BytesObject
const isMapping = (value: PyValue): boolean => value instanceof DictObject
const isSequence = (value: PyValue): boolean =>
  isText(value) || value instanceof ListObject || value instanceof TupleObject || value instanceof RangeObject

/** What holds for plain values; of objects of a library or a program it is not known. */
const ofPlain =
  (holds: (value: PyValue) => boolean) =>
  (value: PyValue): boolean | undefined =>
    holds(value) || (value instanceof HostObject ? undefined : false)

const isIterable = (value: PyValue): boolean =>
  isSequence(value) || isMapping(value) || value instanceof SetObject || value instanceof IteratorObject

const abstractClasses: Readonly<Record<string, (value: PyValue) => boolean>> = {
  Callable: value => value instanceof HostObject && value.isCallable === true,
  Collection: value => isIterable(value) && !(value instanceof IteratorObject),
  Container: value => isIterable(value) && !(value instanceof IteratorObject),
  Iterable: isIterable,
  Iterator: value => value instanceof IteratorObject,
  Mapping: isMapping,
  MutableMapping: isMapping,
  MutableSequence: value => value instanceof ListObject,
  Sequence: isSequence,
  Set: value => value instanceof SetObject,
  Sized: value => isIterable(value) && !(value instanceof IteratorObject),
}

const abstracts = (path: string): Members =>
  Object.fromEntries(
    Object.entries(abstractClasses).map(([name, holds]) => [
      name,
      new AbstractClass(`${path}.${name}`, ofPlain(holds)),
    ]),
  )

/** `collections.abc`, whose classes are asked for with `isinstance`. */
export const abstractMembers = (): Members => ({
  ...abstracts('collections.abc'),
  Hashable: new TypeForm('collections.abc.Hashable'),
})

/** `numbers`: of them, too. */
export const numbersMembers = (): Members => ({
  Number: new AbstractClass('numbers.Number', ofPlain(isNumber)),
  Complex: new AbstractClass('numbers.Complex', ofPlain(isNumber)),
  Real: new AbstractClass('numbers.Real', ofPlain(isNumber)),
  Integral: new AbstractClass('numbers.Integral', ofPlain(isWhole)),
})
