/** Numbers as people read them: bytes, large counts, what depends on the size of the input. */
import { bytesPerElement, countOf, type WeightFact } from '../layers/facts.ts'
import { printValue } from '../tensor/formula.ts'
import { isShape, type TensorType } from '../tensor/shape.ts'
import { isNone, isUnknown, multiply, product, type Size, sum, type Unknown, unknown } from '../tensor/size.ts'

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** `24.5 KiB`; symbolic sizes in bytes. */
export function printBytes(bytes: Size): string {
  if (typeof bytes !== 'number') return isSymbolicText(bytes) ? `${printValue(bytes)} B` : printCount(bytes)
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), units.length - 1)
  const value = (bytes / 1024 ** power).toFixed(power === 0 ? 0 : 1)
  return `${value.replace(/\.0$/, '')} ${units[power]}`
}

/** `138,357,544`, `65·num_classes`, `?`; what is None depends on the data. */
export const printCount = (count: Size): string => (isNone(count) ? 'depends on the input' : printValue(count))

const isSymbolicText = (size: Size): boolean => !isNone(size) && !isUnknown(size)

const prefixes = ['', ' k', ' M', ' G', ' T', ' P']

/** Three digits and a prefix: `470 k`, `15.5 G`; small counts in full. */
export function printCompact(count: Size): string {
  if (typeof count !== 'number' || count < 10_000) return printCount(count)
  const power = Math.min(Math.floor(Math.log10(count * (1 + 0.5e-3)) / 3), prefixes.length - 1)
  const value = count / 1000 ** power
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0) + prefixes[power]!
}

/** The bytes of one sample of a tensor, the batch axis left out; unknown for types whose elements have no fixed size. */
export function sampleBytes({ shape, dtype }: TensorType): Size {
  if (!isShape(shape)) return shape
  return elementBytes(dtype, product(shape.slice(1)))
}

export const weightBytes = (weights: readonly WeightFact[] | Unknown): Size =>
  isUnknown(weights) ? weights : sum(weights.map(weight => elementBytes(weight.dtype, countOf(weight))))

function elementBytes(dtype: string, count: Size): Size {
  const bytes = bytesPerElement(dtype)
  return bytes === undefined ? unknown(`an element of type ${dtype} has no known size`) : multiply(bytes, count)
}
