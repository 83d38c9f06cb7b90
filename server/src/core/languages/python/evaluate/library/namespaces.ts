/** Objects that are nothing but their attributes: `types.SimpleNamespace`, `argparse.Namespace`. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import type { Journal } from '../journal.ts'
import { equal } from '../operators.ts'
import { type CallArguments, DictObject, forget, HostObject, type PyValue, unknownValue } from '../values.ts'

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
    return this.fields.lost ?? unknown(`${this.description} has no ${name}`, at)
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

  override compare(operator: string, other: PyValue): PyValue | undefined {
    if ((operator !== '==' && operator !== '!=') || !(other instanceof NamespaceObject)) return undefined
    const same = equal(this.fields, other.fields)
    return same === undefined ? undefined : same === (operator === '==')
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
