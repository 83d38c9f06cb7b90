/** `typing` and its like: everything can be subscripted and called, and a class below it gets nothing from it. */
import { PlainBase } from '../classes.ts'
import type { PyValue } from '../values.ts'
import { Transparent } from './functools.ts'
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

  override call(): PyValue {
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

const forms = [
  'Any',
  'AnyStr',
  'Annotated',
  'Awaitable',
  'Callable',
  'ClassVar',
  'Collection',
  'Concatenate',
  'Container',
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
  'Iterable',
  'Iterator',
  'List',
  'Literal',
  'LiteralString',
  'Mapping',
  'Match',
  'MutableMapping',
  'MutableSequence',
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
  'Sequence',
  'Set',
  'Sized',
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

export const typingMembers = (): Members => ({
  ...Object.fromEntries(forms.map(name => [name, new TypeForm(`typing.${name}`)])),
  ...Object.fromEntries(transparent.map(name => [name, new Transparent(`typing.${name}`)])),
  TYPE_CHECKING: false,
  NewType: new NewType('typing.NewType'),
  NamedTuple: new NamedTupleBase(),
  cast: takes('typing.cast(typ, val)', ({ val }) => val),
})

/** `abc`: classes below ABC are plain ones, and abstract methods are methods. */
export const abcMembers = (): Members => ({
  ABC: new TypeForm('abc.ABC'),
  ABCMeta: new TypeForm('abc.ABCMeta'),
  abstractmethod: new Transparent('abc.abstractmethod'),
})

const abstractClasses = [
  'Callable',
  'Hashable',
  'Iterable',
  'Iterator',
  'Mapping',
  'MutableMapping',
  'Sequence',
  'Sized',
]

/** `collections.abc`, whose classes are asked for with `isinstance`. */
export const abstractMembers = (): Members =>
  Object.fromEntries(abstractClasses.map(name => [name, new TypeForm(`collections.abc.${name}`)]))
