/** Objects that are nothing but their attributes: `types.SimpleNamespace`, `argparse.Namespace`. */
import type { Place } from '../../../../source/span.ts'
import { isSymbolic, isUnknown, type Unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../call-arguments.ts'
import { DictObject } from '../containers.ts'
import { raised } from '../exceptions.ts'
import { forget } from '../forget.ts'
import { HostObject } from '../host.ts'
import type { Journal } from '../journal.ts'
import { equal } from '../operators.ts'
import { isFloatValue, type PyValue, unknownValue } from '../values.ts'

export class NamespaceObject extends HostObject {
  constructor(
    readonly description: string,
    /** What `vars(…)` gives: whoever changes it changes the object. */
    readonly fields: DictObject,
    protected readonly journal: Journal,
  ) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    const value = this.fields.get(name)
    if (value !== undefined) return value
    if (name === '__dict__') return this.fields
    return this.fields.lost ?? raised('AttributeError', `${this.description} has no ${name}`, at)
  }

  override has(name: string): boolean | undefined {
    if (this.fields.get(name) !== undefined) return true
    return this.fields.lost || /^__.*__$/.test(name) ? undefined : false
  }

  override setAttribute(name: string, value: PyValue): void {
    this.journal.touch(this.fields)
    this.fields.set(name, value)
  }

  override copied(part: (value: PyValue) => PyValue): PyValue {
    const fields = new DictObject()
    for (const [name, value] of this.fields) fields.set(name, part(value))
    fields.lost = this.fields.lost
    return new NamespaceObject(this.description, fields, this.journal)
  }

  override deleteAttribute(name: string): void {
    this.journal.touch(this.fields)
    this.fields.delete(name)
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof NamespaceObject ? equal(this.fields, other.fields) : super.equals(other)
  }

  override hashKey(): undefined {
    return undefined
  }

  /** Reading something that nobody can change leaves the object as it is. */
  override keeps(attribute: string): boolean {
    const value = this.fields.get(attribute)
    return typeof value !== 'object' || value === null || isSymbolic(value) || isUnknown(value) || isFloatValue(value)
  }

  override forget(why: Unknown, seen: Set<object>): void {
    this.journal.touch(this.fields)
    forget(this.fields, why, seen)
  }
}

/** A class of such objects: `SimpleNamespace(width=3)`. */
export class NamespaceClass extends HostObject {
  constructor(
    readonly description: string,
    private readonly word: string,
    private readonly journal: Journal,
  ) {
    super()
  }

  override call({ positional, named, open }: CallArguments): PyValue {
    const fields = new DictObject()
    fields.lost = open ?? positional.map(unknownValue).find(each => each !== undefined)
    for (const source of positional)
      if (source instanceof DictObject) for (const [name, value] of source) fields.set(name, value)
    for (const [name, value] of named) fields.set(name, value)
    return new NamespaceObject(this.word, fields, this.journal)
  }

  override copied(): PyValue {
    return this
  }
}
