/** The sizes that are open: their names become variables where something other than an input's shape depends on them. */
import { weightShape } from '../layers/facts.ts'
import type { Value } from '../layers/value.ts'
import { type Layer, Operation, PlainLayer } from '../model/layer.ts'
import { isSymbolic, isUnknown, type Size, symbolsIn } from '../tensor/size.ts'
import { argumentsOf } from './arguments.ts'
import { freeName, variableOf } from './names.ts'
import { isInput } from './plan.ts'

/** Variables for open sizes, by the keys of the symbols. */
export function openSizes(layers: Iterable<Layer>, isTaken: (name: string) => boolean): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const layer of layers) {
    for (const value of valuesOf(layer)) collect(value, found)
    const { weights } = layer
    if (!isUnknown(weights)) for (const weight of weights) for (const size of weightShape(weight)) collect(size, found)
  }
  const names = new Map<string, string>()
  const used = new Set<string>()
  for (const [key, name] of found) {
    const own = freeName(variableOf(name), each => !used.has(each) && !isTaken(each))
    used.add(own)
    names.set(key, own)
  }
  return names
}

function valuesOf(layer: Layer): readonly Value[] {
  if (layer instanceof Operation) return [...layer.bound.written.values(), ...layer.numbers.values()]
  return layer instanceof PlainLayer && !isInput(layer) ? argumentsOf(layer).written.map(({ value }) => value) : []
}

function collect(value: Value | Size, found: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return
  if (isSymbolic(value)) symbolsIn(value, found)
  else if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if ('kind' in value && value.kind === 'dict') for (const [, item] of value.entries) collect(item, found)
}

/** Whether a size is known or follows from variables. */
export const isWritable = (size: Size, variables: ReadonlyMap<string, string>): boolean =>
  typeof size === 'number' || (isSymbolic(size) && [...symbolsIn(size).keys()].every(key => variables.has(key)))
