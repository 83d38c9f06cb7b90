/** `os` and `os.path`: paths are texts that are put together; of the machine itself nothing is known. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { DictObject, TupleObject } from '../containers.ts'
import { procedure } from '../native.ts'
import type { PyValue } from '../values.ts'
import type { Members } from './module.ts'
import { pathText } from './pathlib.ts'
import { computes, type Run } from './signature.ts'

/** Variables that a program finds set wherever it runs. */
const alwaysSet = new Set(['HOME', 'PATH', 'USER', 'LOGNAME', 'PWD', 'SHELL', 'LANG', 'TERM', 'TMPDIR', 'HOSTNAME'])

/** `os.environ`: empty, but for what every machine sets. What the program sets itself is known. */
class Environment extends DictObject {
  override missing(key: PyValue, at: Place): Unknown {
    return unknown(`the environment variable ${String(key)} is not known here`, at)
  }

  override ownAttribute(name: string): PyValue | undefined {
    if (name !== 'get') return undefined
    return computes('os.environ.get(key, default=…)', ({ key, default: fallback = null }) => this.read(key!, fallback))
  }

  read(key: PyValue, fallback: PyValue): PyValue | undefined {
    const own = this.get(key)
    if (own !== undefined || this.lost) return own ?? this.lost
    return typeof key === 'string' && !alwaysSet.has(key) ? fallback : undefined
  }
}

function texts(values: readonly (PyValue | undefined)[]): readonly string[] | undefined {
  const all = values.map(pathText)
  return all.every(value => value !== undefined) ? all : undefined
}

const ofText =
  (run: (path: string) => PyValue): Run =>
  ({ path }) => {
    const text = pathText(path)
    return text === undefined ? undefined : run(text)
  }

const join: Run = ({ path }, _at, { positional }) => {
  const parts = texts([path, ...positional])
  return parts?.reduce((whole, part) =>
    part.startsWith('/') ? part : whole === '' || whole.endsWith('/') ? whole + part : `${whole}/${part}`,
  )
}

function split(path: string): readonly [head: string, tail: string] {
  const at = path.lastIndexOf('/') + 1
  const head = path.slice(0, at)
  return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(at)]
}

/** The ending begins at the last dot of the name, unless only dots are before it. */
function splitEnding(path: string): readonly [root: string, ending: string] {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const dot = name.lastIndexOf('.')
  if (dot < 0 || /^\.*$/.test(name.slice(0, dot))) return [path, '']
  return [path.slice(0, path.length - name.length + dot), name.slice(dot)]
}

function normal(path: string): string {
  if (path === '') return '.'
  const root = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : ''
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..' || (root === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part)
    else parts.pop()
  }
  return root + parts.join('/') || '.'
}

export const pathMembers = (): Members => ({
  sep: '/',
  extsep: '.',
  pathsep: ':',
  curdir: '.',
  pardir: '..',
  join: computes('os.path.join(path, *paths)', join),
  basename: computes(
    'os.path.basename(path)',
    ofText(path => split(path)[1]),
  ),
  dirname: computes(
    'os.path.dirname(path)',
    ofText(path => split(path)[0]),
  ),
  split: computes(
    'os.path.split(path)',
    ofText(path => new TupleObject(split(path))),
  ),
  splitext: computes(
    'os.path.splitext(path)',
    ofText(path => new TupleObject(splitEnding(path))),
  ),
  normpath: computes('os.path.normpath(path)', ofText(normal)),
  isabs: computes(
    'os.path.isabs(path)',
    ofText(path => path.startsWith('/')),
  ),
})

export const osMembers = (): Members => {
  const environment = new Environment()
  return {
    environ: environment,
    getenv: computes('os.getenv(key, default=…)', ({ key, default: fallback = null }) =>
      environment.read(key!, fallback),
    ),
    fspath: computes(
      'os.fspath(path)',
      ofText(path => path),
    ),
    name: 'posix',
    sep: '/',
    linesep: '\n',
    curdir: '.',
    pathsep: ':',
    makedirs: procedure('os.makedirs', () => {}),
    mkdir: procedure('os.mkdir', () => {}),
  }
}
