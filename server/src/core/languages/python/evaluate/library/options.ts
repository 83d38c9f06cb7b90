/** One option of a command line: where its value goes, and what that is where nobody gives one. */
import type { Place } from '../../../../source/span.ts'
import { symbol, type Unknown, unknown } from '../../../../tensor/size.ts'
import { type DictObject, ListObject } from '../containers.ts'
import { HostObject } from '../host.ts'
import { unset } from '../unset.ts'
import { describe, type PyValue, unknownValue } from '../values.ts'
import { callValue } from './calling.ts'

/** `argparse.SUPPRESS`: no value at all. */
export const suppress = '==SUPPRESS=='

type Settings = ReadonlyMap<string, PyValue>

export class Option extends HostObject {
  readonly description = 'an option'

  private constructor(
    readonly flags: readonly string[],
    readonly dest: string,
    private readonly settings: Settings,
  ) {
    super()
  }

  /** An option as `add_argument` is told of it; the reason where that is not known. */
  static of(flags: readonly PyValue[], settings: Settings, defaults: DictObject, at: Place): Option | Unknown {
    const lost = [...flags, settings.get('action') ?? null, settings.get('dest') ?? null].map(unknownValue)
    const why = lost.find(each => each !== undefined)
    if (why || !flags.every(flag => typeof flag === 'string')) return why ?? unknown('an option is not known here', at)
    const given = settings.get('dest')
    const dest = typeof given === 'string' ? given : destOf(flags)
    const before = defaults.get(dest)
    const all = before === undefined || settings.has('default') ? settings : new Map([...settings, ['default', before]])
    return new Option(flags, dest, all)
  }

  withDefault(value: PyValue | undefined): Option {
    if (value === undefined) return this
    return new Option(this.flags, this.dest, new Map([...this.settings, ['default', value]]))
  }

  get isPositional(): boolean {
    return !this.flags[0]?.startsWith('-')
  }

  get action(): string {
    const action = this.settings.get('action') ?? 'store'
    return typeof action === 'string' ? action : describe(action)
  }

  get takesValue(): boolean {
    return this.action === 'store' || this.action === 'append' || this.action === 'extend'
  }

  get nargs(): PyValue {
    return this.settings.get('nargs') ?? null
  }

  get const(): PyValue {
    return this.settings.get('const') ?? null
  }

  get default(): PyValue {
    const value = this.settings.get('default')
    if (value !== undefined) return value
    return this.action === 'store_true' ? false : this.action === 'store_false' ? true : null
  }

  /** Whether its value does not follow from the text. */
  get isOpen(): boolean {
    return this.default === null && !isFlag(this.action)
  }

  /** What it is where nobody gives it. */
  value(owner: string, at: Place): PyValue {
    if (this.action === 'version' || this.action === 'help') return suppress
    if (this.isPositional && this.nargs === '*' && !this.settings.has('default')) return new ListObject([])
    if (this.mustBeGiven) return this.given(owner, at)
    if (optional.has(this.action)) return this.default
    if (this.default !== null || isFlag(this.action)) return this.converted(this.default, at)
    const value = this.given(owner, at)
    return typeof value === 'object' && value !== null && 'kind' in value && value.kind !== 'float'
      ? unset(value)
      : value
  }

  /** Strings go through `type`, other defaults stay as they are. */
  converted(value: PyValue, at: Place): PyValue {
    const type = this.settings.get('type') ?? null
    return typeof value === 'string' && value !== suppress && type !== null ? callValue(type, [value], at) : value
  }

  private get mustBeGiven(): boolean {
    if (this.isPositional) return this.nargs !== '?' && this.nargs !== '*'
    return this.settings.get('required') === true
  }

  /** What somebody would give: a symbol for a whole number. */
  private given(owner: string, at: Place): PyValue {
    const name = `${owner}.${this.dest}`
    if (this.nargs === null && this.action === 'store' && this.isWhole(at)) return symbol(name)
    return unknown(`${name} is given when the program is run`, at)
  }

  /** Whether `type` makes whole numbers of texts. */
  private isWhole(at: Place): boolean {
    return typeof this.converted('1', at) === 'number'
  }
}

/** Options that nobody needs to give: without them the value is the default, also where that is None. */
const optional = new Set(['append', 'append_const', 'count', 'extend', 'store_const'])

/** Options that take no value have one all the same. */
const isFlag = (action: string): boolean => action === 'store_true' || action === 'store_false'

function destOf(flags: readonly string[]): string {
  const long = flags.find(flag => flag.startsWith('--')) ?? flags[0] ?? ''
  const name = long.replace(/^-+/, '')
  return long.startsWith('-') ? name.replaceAll('-', '_') : name
}
