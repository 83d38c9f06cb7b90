/** Modules of which constants are read: `sys`, `string`, `types`, `platform`. */
import { raised } from '../exceptions.ts'
import { Builtin, procedure } from '../native.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { NamedTupleClass } from './namedtuples.ts'
import { NamespaceClass } from './namespaces.ts'
import { takes } from './signature.ts'

const versionFields = ['major', 'minor', 'micro', 'releaselevel', 'serial']

/** A Python that is newer than what programs ask for. */
const version = new NamedTupleClass('sys.version_info', { names: versionFields, defaults: new Map() })

export const sysMembers = (): Members => ({
  version_info: version.make([3, 11, 9, 'final', 0]),
  maxsize: 2n ** 63n - 1n,
  byteorder: 'little',
  exit: new Builtin('sys.exit', (_args, at) => raised('SystemExit', 'the program ends here', at)),
})

const lower = 'abcdefghijklmnopqrstuvwxyz'
const digits = '0123456789'
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
const whitespace = ' \t\n\r\v\f'

export const stringMembers = (): Members => ({
  ascii_lowercase: lower,
  ascii_uppercase: lower.toUpperCase(),
  ascii_letters: lower + lower.toUpperCase(),
  digits,
  hexdigits: `${digits}abcdefABCDEF`,
  octdigits: digits.slice(0, 8),
  punctuation,
  whitespace,
  printable: digits + lower + lower.toUpperCase() + punctuation + whitespace,
})

export const typesMembers = ({ journal }: Library): Members => ({
  MappingProxyType: takes('types.MappingProxyType(mapping)', ({ mapping }) => mapping),
  SimpleNamespace: new NamespaceClass('types.SimpleNamespace', 'a namespace', journal),
})

/** `gc.collect()` and the like, which give nothing that is used. */
export const gcMembers = (): Members => ({ collect: procedure('gc.collect', () => {}) })
