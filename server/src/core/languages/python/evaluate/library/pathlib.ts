/** `pathlib`: paths are texts that are put together; of the files themselves nothing is known. */
import type { Place } from '../../../../source/span.ts'
import type { BinaryOperator } from '../../syntax.ts'
import type { CallArguments } from '../call-arguments.ts'
import { ListObject, TupleObject } from '../containers.ts'
import { Foreign } from '../foreign.ts'
import { HostObject } from '../host.ts'
import { procedure } from '../native.ts'
import { quote } from '../texts.ts'
import { type PyValue, unknownValue } from '../values.ts'
import type { Members } from './module.ts'
import { computes } from './signature.ts'

/** The text of a path as `os.fspath` gives it; undefined for what is none. */
export const pathText = (value: PyValue | undefined): string | undefined =>
  typeof value === 'string' ? value : value instanceof PathObject ? value.written : undefined

/** Single dots and doubled slashes go, two dots stay. */
function joined(parts: readonly string[]): string {
  const last = parts.findLastIndex(part => part.startsWith('/'))
  const whole = parts.slice(Math.max(last, 0)).join('/')
  const root = /^\/\/(?!\/)/.test(whole) ? '//' : whole.startsWith('/') ? '/' : ''
  const names = whole.split('/').filter(name => name !== '' && name !== '.')
  return root + names.join('/') || '.'
}

class PathObject extends HostObject {
  readonly description = 'a path'
  private readonly root: string
  private readonly names: readonly string[]

  constructor(
    readonly made: PathClass,
    readonly written: string,
  ) {
    super()
    this.root = /^\/*/.exec(written)![0]
    this.names = written === '.' ? [] : written.slice(this.root.length).split('/').filter(Boolean)
  }

  override attribute(name: string): PyValue {
    const { names, root, written } = this
    switch (name) {
      case 'name':
        return this.lastName
      case 'stem':
        return this.ending === '' ? this.lastName : this.lastName.slice(0, -this.ending.length)
      case 'suffix':
        return this.ending
      case 'suffixes':
        return new ListObject(this.suffixes)
      case 'parent':
        return this.above(1)
      case 'parents':
        return new TupleObject(names.map((_, i) => this.above(i + 1)))
      case 'parts':
        return new TupleObject(root ? [root, ...names] : names)
      case 'root':
      case 'anchor':
        return root
      case 'drive':
        return ''
      case 'joinpath':
        return computes('joinpath(*others)', (_given, _at, { positional }) => this.with(positional))
      case 'with_suffix':
        return computes('with_suffix(suffix)', ({ suffix }) =>
          typeof suffix === 'string' && /^(\.[^/]+)?$/.test(suffix)
            ? this.besides(this.lastName.slice(0, this.lastName.length - this.ending.length) + suffix)
            : undefined,
        )
      case 'with_name':
        return computes('with_name(name)', ({ name: given }) => this.renamed(given!))
      case 'with_stem':
        return computes('with_stem(stem)', ({ stem }) =>
          typeof stem === 'string' ? this.renamed(stem + this.ending) : undefined,
        )
      case 'as_posix':
      case '__fspath__':
      case '__str__':
        return computes(`${name}()`, () => written)
      case 'is_absolute':
        return computes('is_absolute()', () => root !== '')
      case 'mkdir':
      case 'touch':
      case 'unlink':
      case 'rmdir':
      case 'chmod':
        return procedure(name, () => {})
      default:
        return new Foreign(`a path.${name}`)
    }
  }

  private get lastName(): string {
    return this.names.at(-1) ?? ''
  }

  /** What follows the last dot of the name, if something stands before it and after it. */
  private get ending(): string {
    const dot = this.lastName.lastIndexOf('.')
    return dot > 0 && dot < this.lastName.length - 1 ? this.lastName.slice(dot) : ''
  }

  private get suffixes(): PyValue[] {
    if (this.lastName.endsWith('.')) return []
    return this.lastName
      .replace(/^\.+/, '')
      .split('.')
      .slice(1)
      .map(part => `.${part}`)
  }

  private above(levels: number): PathObject {
    return this.made.of([this.root + this.names.slice(0, Math.max(this.names.length - levels, 0)).join('/')])
  }

  private renamed(name: PyValue): PyValue | undefined {
    const fits = typeof name === 'string' && name !== '' && name !== '.' && !name.includes('/') && this.lastName !== ''
    return fits ? this.besides(name) : undefined
  }

  private besides(text: string): PathObject {
    return this.made.of([this.above(1).written, text])
  }

  /** The path with others behind it; undefined where one is not known. */
  with(others: readonly PyValue[]): PyValue | undefined {
    const texts = others.map(pathText)
    return texts.every(text => text !== undefined) ? this.made.of([this.written, ...texts]) : undefined
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const text = pathText(other)
    if (operator !== '/' || text === undefined)
      return unknownValue(other) ?? super.binary(operator, other, reflected, at)
    return this.made.of(reflected ? [text, this.written] : [this.written, text])
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof PathObject ? other.written === this.written : super.equals(other)
  }

  override order(other: PyValue): number | undefined {
    if (!(other instanceof PathObject)) return undefined
    const [a, b] = [this, other].map(each => (each.root ? [each.root, ...each.names] : each.names))
    for (let i = 0; i < Math.min(a!.length, b!.length); i++) if (a![i] !== b![i]) return a![i]! < b![i]! ? -1 : 1
    return a!.length - b!.length
  }

  override hashKey(): unknown {
    return `p${this.written}`
  }

  override text(): string {
    return this.written
  }

  override repr(): string {
    return `PosixPath(${quote(this.written)})`
  }

  override type(): HostObject {
    return this.made
  }

  override keeps(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }
}

class PathClass extends HostObject {
  constructor(
    readonly description: string,
    private readonly above?: PathClass,
  ) {
    super()
  }

  of(parts: readonly string[]): PathObject {
    return new PathObject(this, joined(parts))
  }

  override get isCallable(): boolean {
    return true
  }

  override get isClass(): boolean {
    return true
  }

  override call(args: CallArguments): PyValue {
    const texts = args.positional.map(pathText)
    if (!args.open && texts.every(text => text !== undefined)) return this.of(texts)
    return new Foreign(this.description).call(args)
  }

  /** `Path.home()` and `Path.cwd()` are somewhere on the machine. */
  override attribute(name: string): PyValue {
    return name === '__name__' ? this.description.replace(/.*\./, '') : new Foreign(`${this.description}.${name}`)
  }

  override hasInstance(value: PyValue): boolean | undefined {
    if (value instanceof PathObject) return value.made.isSubclassOf(this)
    return value instanceof HostObject || unknownValue(value) ? undefined : false
  }

  override isSubclassOf(other: HostObject): boolean | undefined {
    if (this === other) return true
    return this.above ? this.above.isSubclassOf(other) : super.isSubclassOf(other)
  }

  override keeps(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }
}

export const pathlibMembers = (): Members => {
  const pure = new PathClass('pathlib.PurePath')
  const path = new PathClass('pathlib.Path', pure)
  return { PurePath: pure, PurePosixPath: pure, Path: path, PosixPath: path }
}
