/** Classes that come from elsewhere, as bases of those that a program defines. */
import type { Place } from '../../../source/span.ts'
import type { ClassObject } from './classes.ts'
import { HostObject } from './host.ts'
import type { InstanceObject } from './instances.ts'
import { objectType } from './typeobject.ts'
import type { PyValue } from './values.ts'

/** A class that comes from elsewhere can be a base of one that is defined here where it says what it gives to it. */
export interface Base {
  /** What an instance of a class below it has under `name`; undefined where that is nothing. */
  readonly inherited: (name: string, self: InstanceObject, at: Place) => PyValue | undefined
  /** What a class below it has itself under `name`; undefined where that is nothing. */
  readonly classMember?: (name: string, made: ClassObject, at: Place) => PyValue | undefined
  /** The method to which a call of an instance leads. */
  readonly entry?: string
  /** Makes an instance of a class below it; a plain one where there is no such function. */
  readonly instantiate?: (made: ClassObject, at: Place) => InstanceObject
}

/** A base that makes something else of the classes below it: an enumeration, a named tuple. */
export interface Maker {
  readonly subclassed: (made: ClassObject, at: Place) => PyValue
}

export const isMaker = (value: PyValue): value is HostObject & Maker =>
  value instanceof HostObject && 'subclassed' in value

export const isBase = (value: object): value is HostObject & Base => 'inherited' in value

/** A base that gives nothing to the classes below it, such as `Generic[T]`. */
export abstract class PlainBase extends HostObject {}

/** `object` and the like give nothing that matters. */
export const isPlainObject = (base: PyValue): boolean => base instanceof PlainBase || base === objectType
