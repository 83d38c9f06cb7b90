/** Bytes: immutable, one UTF-16 unit for each. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { BinaryOperator } from '../syntax.ts'
import { SliceObject } from './containers.ts'
import { HostObject } from './host.ts'
import { method } from './native.ts'
import { bounded } from './operators.ts'
import { indexValue, slicePositions } from './subscripts.ts'
import { bytesType } from './types.ts'
import type { PyValue } from './values.ts'

export class BytesObject extends HostObject {
  constructor(readonly value: string) {
    super()
  }

  get description(): string {
    return this.repr()
  }

  /** Bytes are quoted as strings are, but for what is not ASCII. */
  override repr(): string {
    const { value } = this
    const quote = value.includes("'") && !value.includes('"') ? '"' : "'"
    const text = value.replace(/[^ -~]|[\\'"]/g, unit => escaped(unit, quote))
    return `b${quote}${text}${quote}`
  }

  override type(): HostObject {
    return bytesType
  }

  override elements(): readonly PyValue[] {
    return [...this.value].map(unit => unit.charCodeAt(0))
  }

  override length(): number {
    return this.value.length
  }

  override truth(): boolean {
    return this.value !== ''
  }

  override equals(other: PyValue): boolean | undefined {
    return other instanceof BytesObject ? other.value === this.value : super.equals(other)
  }

  override hashKey(): string {
    return `b${this.value}`
  }

  override subscript(index: PyValue, at: Place): PyValue {
    const { value } = this
    if (index instanceof SliceObject) {
      const positions = slicePositions(index, value.length)
      return positions ? new BytesObject(positions.map(i => value[i]).join('')) : super.subscript(index, at)
    }
    const unit = value.at(indexValue(index) ?? value.length)
    return unit === undefined ? super.subscript(index, at) : unit.charCodeAt(0)
  }

  override binary(operator: BinaryOperator, other: PyValue, reflected: boolean, at: Place): PyValue {
    const { value } = this
    if (operator === '+' && other instanceof BytesObject) {
      const [a, b] = reflected ? [other.value, value] : [value, other.value]
      return bounded(a.length + b.length, () => new BytesObject(a + b))
    }
    if (operator !== '*' || typeof other !== 'number') return super.binary(operator, other, reflected, at)
    const times = Math.max(other, 0)
    return bounded(value.length * times, () => new BytesObject(value.repeat(times)))
  }

  override attribute(name: string, at: Place): PyValue {
    if (name !== 'decode') return super.attribute(name, at)
    return method(name, () => (isAscii(this.value) ? this.value : unknown('the text of these bytes is not known', at)))
  }
}

export const isAscii = (text: string): boolean => [...text].every(unit => unit < '\x80')

function escaped(unit: string, quote: string): string {
  if (unit === '\\' || unit === quote) return `\\${unit}`
  if (unit >= ' ' && unit <= '~') return unit
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[unit]
  return short ?? `\\x${unit.charCodeAt(0).toString(16).padStart(2, '0')}`
}
