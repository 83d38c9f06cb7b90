/** `six` and `six.moves`, for programs that once ran in Python 2 too. */
import { attributeOf } from '../attributes.ts'
import { TupleObject } from '../containers.ts'
import type { PyValue } from '../values.ts'
import { callValue } from './calling.ts'
import { Transparent } from './functools.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

/** What `six.moves` calls what Python itself brings. */
const moved: Readonly<Record<string, string>> = {
  range: 'range',
  xrange: 'range',
  zip: 'zip',
  map: 'map',
  filter: 'filter',
  input: 'input',
}

export const movesMembers = ({ builtins }: Library): Members =>
  Object.fromEntries(
    Object.entries(moved).flatMap(([name, builtin]): [string, PyValue][] => {
      const value = builtins.get(builtin)
      return value === undefined ? [] : [[name, value]]
    }),
  )

export const sixMembers = (library: Library): Members => {
  const { builtins, journal } = library
  const builtin = (name: string): PyValue => builtins.get(name) ?? null
  const method = (name: string) =>
    takes(`six.iter${name}(d)`, ({ d }, at) => callValue(attributeOf(d!, name, journal, at), [], at))
  return {
    PY2: false,
    PY3: true,
    string_types: new TupleObject([builtin('str')]),
    integer_types: new TupleObject([builtin('int')]),
    text_type: builtin('str'),
    binary_type: builtin('bytes'),
    iteritems: method('items'),
    iterkeys: method('keys'),
    itervalues: method('values'),
    add_metaclass: takes('six.add_metaclass(metaclass)', () => new Transparent('six.add_metaclass(…)')),
    with_metaclass: takes('six.with_metaclass(meta, base=…)', ({ base }) => base ?? builtin('object')),
  }
}
