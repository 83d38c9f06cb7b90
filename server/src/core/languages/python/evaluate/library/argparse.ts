/** `argparse`: a program is run without arguments, so the defaults of its options are their values. */
import { noteUndo } from '../../../../model/history.ts'
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject, ListObject, TupleObject } from '../containers.ts'
import { Foreign } from '../foreign.ts'
import { HostObject } from '../host.ts'
import type { Journal } from '../journal.ts'
import { itemsOf, type PyValue, unknownValue } from '../values.ts'
import { parseArguments } from './commandline.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { NamespaceClass, NamespaceObject } from './namespaces.ts'
import { Option, suppress } from './options.ts'
import { takes } from './signature.ts'

/** A parser, and each of its groups. */
class ParserObject extends HostObject {
  readonly description = 'an argument parser'

  constructor(
    private readonly journal: Journal,
    /** Options one after the other; a list that aliases and branches see. */
    private readonly options: ListObject,
    private readonly defaults = new DictObject(),
  ) {
    super()
  }

  /** The parsers of commands: one of them reads what comes after its name. */
  private readonly commands = new ListObject([])

  override attribute(name: string): PyValue {
    switch (name) {
      case 'add_subparsers':
        return takes('add_subparsers(**settings)', (_given, _at, { named }) => this.addCommands(named.get('dest')))
      case 'add_parser':
        return takes('add_parser(name, **settings)', () => this.addCommand())
      case 'add_argument':
        return takes('add_argument(*flags, **settings)', (_given, at, { positional, named }) =>
          this.add(Option.of(positional, named, this.defaults, at)),
        )
      case 'add_argument_group':
      case 'add_mutually_exclusive_group':
        return takes(`${name}(*args, **settings)`, () => this)
      case 'set_defaults':
        return takes('set_defaults(**defaults)', (_given, _at, { named }) => this.setDefaults(named))
      case 'get_default':
        return takes('get_default(dest)', ({ dest }) => this.all.find(option => option.dest === dest)?.default ?? null)
      case 'parse_args':
        return takes('parse_args(args=…, namespace=…)', ({ args = null, namespace = null }, at) =>
          this.parse(args, namespace, at),
        )
      case 'parse_known_args':
        return takes('parse_known_args(args=…, namespace=…)', ({ args = null, namespace = null }, at) =>
          this.parseKnown(args, namespace, at),
        )
      default:
        return new Foreign(`ArgumentParser.${name}`)
    }
  }

  override keeps(attribute: string): boolean {
    return !changing.has(attribute)
  }

  override forget(why: Unknown): void {
    this.journal.touch(this.options)
    this.options.lost ??= why
  }

  /** The options that are known. */
  get all(): readonly Option[] {
    return this.options.items.filter(item => item instanceof Option)
  }

  private add(option: Option | Unknown): PyValue {
    this.journal.touch(this.options)
    if (option instanceof Option) this.options.items.push(option)
    else this.options.lost ??= option
    return new Foreign('an option')
  }

  /** The command is given when the program is run. */
  private addCommands(dest: PyValue | undefined): PyValue {
    const settings = new Map<string, PyValue>([['required', true]])
    if (typeof dest === 'string') this.add(Option.of([`--${dest}`], settings, this.defaults, nowhere))
    return this
  }

  private addCommand(): ParserObject {
    const command = new ParserObject(this.journal, new ListObject([]))
    this.journal.touch(this.commands)
    this.commands.items.push(command)
    return command
  }

  /** What the options of commands are, whichever is run. Those that differ from one to another are not known. */
  private fillCommands(fields: DictObject, at: Place): Unknown | undefined {
    const differs = unknown('this depends on the command that is run', at)
    for (const command of this.commands.items) {
      if (!(command instanceof ParserObject)) continue
      const own = new DictObject()
      const lost = command.options.lost ?? command.defaults.lost ?? command.fill(own, null, at)
      if (lost) return lost
      for (const [name, value] of own) {
        const before = fields.get(name)
        fields.set(name, before === undefined || before === value ? value : differs)
      }
    }
    return this.commands.lost
  }

  private setDefaults(named: ReadonlyMap<string, PyValue>): null {
    this.journal.touch(this.options)
    this.journal.touch(this.defaults)
    for (const [name, value] of named) this.defaults.set(name, value)
    this.options.items = this.all.map(option => option.withDefault(named.get(option.dest)))
    return null
  }

  private parse(args: PyValue, namespace: PyValue, at: Place): PyValue {
    const fields = new DictObject()
    if (namespace !== null) fields.lost = unknown('what an existing namespace holds is not known here', at)
    const lost = this.options.lost ?? this.defaults.lost ?? this.fill(fields, args, at)
    fields.lost ??= lost
    return new OptionsNamespace(fields, this.all, this.journal, at)
  }

  /** Puts the values into the namespace; the reason where they are not known. */
  private fill(fields: DictObject, args: PyValue, at: Place): Unknown | undefined {
    for (const option of this.all) {
      const value = option.value('args', at)
      if (value !== suppress && fields.get(option.dest) === undefined) fields.set(option.dest, value)
    }
    for (const [name, value] of this.defaults) if (fields.get(name as PyValue) === undefined) fields.set(name, value)
    const lostCommands = this.fillCommands(fields, at)
    if (args === null || lostCommands) return lostCommands
    const words = itemsOf(args)
    if (!words?.every(word => typeof word === 'string'))
      return unknownValue(args) ?? unknown('the arguments are not known', at)
    const lost = parseArguments(words, this.all, fields, at)
    if (lost) fields.clear()
    return lost
  }

  private parseKnown(args: PyValue, namespace: PyValue, at: Place): PyValue {
    const others = args === null ? new ListObject([]) : unknown('the other arguments are not known here', at)
    return new TupleObject([this.parse(args, namespace, at), others])
  }
}

const nowhere: Place = { file: '', from: 0, to: 0 }

const changing = new Set([
  'add_argument',
  'add_parser',
  'add_subparsers',
  'set_defaults',
  'add_argument_group',
  'add_mutually_exclusive_group',
])

/** What `parse_args` gives. Symbols in it are named after the variable that it is bound to first. */
class OptionsNamespace extends NamespaceObject {
  private name = 'args'
  private isNamed = false

  constructor(
    fields: DictObject,
    private readonly options: readonly Option[],
    journal: Journal,
    private readonly at: Place,
  ) {
    super('the parsed arguments', fields, journal)
  }

  override named(name: string): void {
    if (this.isNamed) return
    const before = this.name
    noteUndo(() => {
      this.isNamed = false
      this.name = before
    })
    this.isNamed = true
    if (name !== this.name) this.rename(name)
  }

  private rename(name: string): void {
    this.journal.touch(this.fields)
    for (const option of this.options) {
      const before = option.value(this.name, this.at)
      const now = this.fields.get(option.dest)
      if (option.isOpen && now !== undefined && sameSymbol(before, now))
        this.fields.set(option.dest, option.value(name, this.at))
    }
    this.name = name
  }
}

const sameSymbol = (a: PyValue, b: PyValue): boolean =>
  typeof a === 'object' &&
  typeof b === 'object' &&
  a !== null &&
  b !== null &&
  'key' in a &&
  'key' in b &&
  a.key === b.key

class ParserClass extends HostObject {
  readonly description = 'argparse.ArgumentParser'

  constructor(private readonly journal: Journal) {
    super()
  }

  override call({ named, open }: CallArguments): PyValue {
    const options = new ListObject([])
    options.lost = open
    for (const parent of itemsOf(named.get('parents') ?? null) ?? [])
      if (parent instanceof ParserObject) options.items.push(...parent.all)
    return new ParserObject(this.journal, options)
  }
}

export const argparseMembers = ({ journal }: Library): Members => ({
  ArgumentParser: new ParserClass(journal),
  Namespace: new NamespaceClass('argparse.Namespace', 'a namespace', journal),
  SUPPRESS: suppress,
})
