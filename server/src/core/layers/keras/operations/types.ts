/** The type of a result, for that of what it is computed from. Source: keras/src/ops/numpy.py. */
import type { Reporter } from '../../layer.ts'
import { promote } from '../../operation.ts'
import { floatType } from '../../policy.ts'

/** The type of the result for that of the operand. */
export type TypeRule = (dtype: string, call: Reporter) => string

export const same: TypeRule = dtype => dtype
export const bool: TypeRule = () => 'bool'
export const real: TypeRule = () => floatType
/** Integers are computed as floats. */
export const floating: TypeRule = (dtype, call) => promote(call, dtype, 'float')
/** Integers become floats, anything else stays. */
export const integersFloat: TypeRule = dtype => (isWhole(dtype) ? floatType : dtype)
/** Truth values become integers. */
export const countable: TypeRule = dtype => (dtype === 'bool' ? 'int32' : dtype)
/** As `integersFloat`, but long integers become long floats. */
export const longFloat: TypeRule = (dtype, call) => (dtype === 'int64' ? 'float64' : integersFloat(dtype, call))
/** Small floats stay, long numbers become long floats, anything else the usual float. */
export const angle: TypeRule = dtype =>
  dtype === 'int64' || dtype === 'float64' ? 'float64' : dtype === 'bfloat16' || dtype === 'float16' ? dtype : floatType

/** An integer or a bool. */
export const isWhole = (dtype: string): boolean => dtype.includes('int') || dtype === 'bool'
