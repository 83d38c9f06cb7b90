/**
 * Options of a program that nobody gave. Python has None for them, and so they are None wherever the program asks
 * whether they are; where it goes on with one as if it had been given, it is a symbol or unknown.
 */
import type { Symbolic, Unknown } from '../../../tensor/size.ts'
import type { PyValue } from './values.ts'

export const unset = <T extends Symbolic | Unknown>(value: T): T => ({ ...value, isUnset: true })

export const isUnset = (value: PyValue): boolean => typeof value === 'object' && value !== null && 'isUnset' in value
