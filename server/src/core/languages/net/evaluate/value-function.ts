/** What a function of values is, and how functions read what they are given. */
import { isFloat } from '../../../layers/value.ts'
import { isUnknown } from '../../../tensor/size.ts'
import { Mistake } from './arithmetic.ts'
import { isPlain, type NetValue } from './values.ts'

export interface ValueFunction {
  /** How it is called, for help while typing. */
  readonly signature: string
  readonly meaning: string
  readonly least: number
  readonly most: number
  readonly run: (args: readonly NetValue[]) => NetValue | Mistake
}

export const one = (signature: string, meaning: string, run: ValueFunction['run']): ValueFunction => ({
  signature,
  meaning,
  least: 1,
  most: 1,
  run,
})

/** For functions that take any number of arguments. */
export const many = Number.POSITIVE_INFINITY

export const isUnknownValue = (value: NetValue): boolean => isUnknown(value)

export const notNumbers = (name: string): Mistake => new Mistake(`${name} takes numbers`)

export function numberOf(value: NetValue): number | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  if (typeof value === 'boolean') return value ? 1 : 0
  return isPlain(value) && isFloat(value) ? value.value : undefined
}
