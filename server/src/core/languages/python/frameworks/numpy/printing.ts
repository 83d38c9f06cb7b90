/** Numbers as NumPy prints them. */
import { printFloat } from '../../../../layers/value.ts'
import type { DType } from './dtypes.ts'

/** The shortest text that names the number among those of its type. */
export function printFloat32(value: number, dtype: DType): string {
  if (dtype !== 'float32' || !Number.isFinite(value)) return printFloat(value)
  for (let digits = 1; digits < 10; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return printFloat(short)
  }
  return printFloat(value)
}
