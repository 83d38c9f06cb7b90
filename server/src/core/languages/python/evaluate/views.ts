/** What `keys()`, `values()` and `items()` give: views that follow their dictionary. */
import type { Place } from '../../../source/span.ts'
import type { BinaryOperator, ComparisonOperator } from '../syntax.ts'
import { type DictObject, TupleObject } from './containers.ts'
import { HostObject } from './host.ts'
import { elementsOf } from './iterators.ts'
import { binary, compare, equal, isKey } from './operators.ts'
import { SetObject } from './sets.ts'
import type { PyValue } from './values.ts'

export type ViewKind = 'keys' | 'values' | 'items'

export class DictView extends HostObject {
  constructor(
    readonly kind: ViewKind,
    private readonly dict: DictObject,
  ) {
    super()
  }

  get description(): string {
    return `dict_${this.kind}`
  }

  override elements(): readonly PyValue[] | undefined {
    const { dict, kind } = this
    if (dict.lost) return undefined
    if (kind === 'keys') return [...dict].map(([key]) => key)
    return [...dict].map(([key, value]) => (kind === 'values' ? value : new TupleObject([key, value])))
  }

  override length(): PyValue {
    return this.dict.lost ?? this.dict.size
  }

  override truth(): boolean | undefined {
    return this.dict.lost ? undefined : this.dict.size > 0
  }

  override hashKey(): undefined {
    return undefined
  }

  /** Keys and items are sets: `a.keys() & b.keys()`, `a.keys() == {…}`. */
  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const [own, more] = [this.asSet(), asSet(other)]
    if (!own || !more) return super.binary(operator, other, reflected, at)
    return reflected ? binary(operator, more, own, at) : binary(operator, own, more, at)
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean, at: Place): PyValue | undefined {
    if (operator === 'is' || operator === 'is not') return undefined
    if (operator === 'in' || operator === 'not in') return reflected ? this.contains(operator, other) : undefined
    const own = this.asSet()
    if (!own || !(other instanceof SetObject || other instanceof DictView)) return undefined
    const more = other instanceof DictView ? other.asSet() : other
    if (!more) return undefined
    return reflected ? compare(operator, more, own, at) : compare(operator, own, more, at)
  }

  private contains(operator: 'in' | 'not in', value: PyValue): boolean | undefined {
    const { dict, kind } = this
    if (dict.lost) return undefined
    if (kind === 'keys') return isKey(value) ? (dict.get(value) !== undefined) === (operator === 'in') : undefined
    const same = this.elements()!.map(item => equal(item, value))
    if (!same.includes(true) && same.includes(undefined)) return undefined
    return same.includes(true) === (operator === 'in')
  }

  private asSet(): SetObject | undefined {
    return this.kind === 'values' ? undefined : asSet(this)
  }
}

function asSet(value: PyValue): SetObject | undefined {
  if (value instanceof SetObject) return value
  const items = elementsOf(value)
  return items && new SetObject(items)
}
