/** `range(...)`: known by its bounds, however long it is. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { ComparisonOperator } from '../syntax.ts'
import type { CallArguments } from './call-arguments.ts'
import { SliceObject } from './containers.ts'
import { mostElements } from './context.ts'
import { HostObject } from './host.ts'
import { Ended, FunctionIterator, type IteratorObject } from './iterators.ts'
import type { Journal } from './journal.ts'
import { method } from './native.ts'
import { numberValue } from './numbers.ts'
import { indexValue, sliceBounds } from './subscripts.ts'
import { rangeType } from './types.ts'
import type { PyValue } from './values.ts'

export class RangeObject extends HostObject {
  readonly count: number

  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super()
    this.count = Math.max(0, Math.ceil((stop - start) / step))
  }

  get description(): string {
    return this.repr()
  }

  override repr(): string {
    const { start, stop, step } = this
    return step === 1 ? `range(${start}, ${stop})` : `range(${start}, ${stop}, ${step})`
  }

  override type(): HostObject {
    return rangeType
  }

  override elements(): readonly PyValue[] | undefined {
    const { start, step, count } = this
    return count > mostElements ? undefined : Array.from({ length: count }, (_, i) => start + i * step)
  }

  override iterator(journal: Journal): IteratorObject {
    const { start, step, count } = this
    return new FunctionIterator('a range iterator', i => (i < count ? start + i * step : new Ended()), journal)
  }

  override length(): PyValue {
    return this.count
  }

  override truth(): boolean {
    return this.count > 0
  }

  override subscript(index: PyValue, at: Place): PyValue {
    if (index instanceof SliceObject) return this.slice(index) ?? unknown('this slice is not known here', at)
    const position = indexValue(index)
    if (position === undefined) return super.subscript(index, at)
    const from = position < 0 ? position + this.count : position
    return from < 0 || from >= this.count ? unknown('the range has no such element', at) : this.start + from * this.step
  }

  override attribute(name: string, at: Place): PyValue {
    if (name === 'start' || name === 'stop' || name === 'step') return this[name]
    if (name === 'index') return method(name, args => this.indexOf(args))
    if (name === 'count')
      return method(name, ({ positional: [value] }) => this.holds(value) && Number(this.holds(value)))
    return super.attribute(name, at)
  }

  override compare(operator: ComparisonOperator, other: PyValue, reflected: boolean): PyValue | undefined {
    const inside = reflected && (operator === 'in' || operator === 'not in') ? this.holds(other) : undefined
    return inside === undefined ? undefined : inside === (operator === 'in')
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof RangeObject ? this.hashKey() === other.hashKey() : !(other instanceof HostObject) && false
  }

  override hashKey(): string {
    const { start, step, count } = this
    return count === 0 ? 'r()' : `r(${start},${count === 1 ? 1 : step},${count})`
  }

  /** Whether a number is in it; undefined where it is not known. */
  private holds(value: PyValue | undefined): boolean | undefined {
    const number = value === undefined ? undefined : numberValue(value)
    if (number === undefined) return typeof value === 'string' || value === null ? false : undefined
    const offset = Number(typeof number === 'object' ? number.value : number) - this.start
    return offset % this.step === 0 && offset / this.step >= 0 && offset / this.step < this.count
  }

  private indexOf({ positional: [value] }: CallArguments): PyValue | undefined {
    return this.holds(value) ? (Number(numberValue(value!)) - this.start) / this.step : undefined
  }

  private slice(slice: SliceObject): RangeObject | undefined {
    const { start, step, count } = this
    const bounds = sliceBounds(slice, count)
    return bounds && new RangeObject(start + bounds.start * step, start + bounds.stop * step, step * bounds.step)
  }
}
