/** What names can mean: values as layers take them, tensors, and what a file defines. */
import { isList, isNamedValue, printPython, type Value } from '../../../layers/value.ts'
import type { Layer } from '../../../model/layer.ts'
import type { Tensors } from '../../../model/tensor.ts'
import { isUnknown, type Unknown, unknown } from '../../../tensor/size.ts'
import type { Block, FunctionDefinition, ModelDefinition } from './definitions.ts'
import type { Module } from './modules.ts'
import type { Scope } from './scope.ts'

export type NetValue =
  | Value
  | readonly NetValue[]
  | TensorsValue
  | SharedValue
  | TableValue
  | RowValue
  | Block
  | ModelDefinition
  | FunctionDefinition
  | Module

export interface TensorsValue {
  readonly kind: 'tensors'
  readonly tensors: Tensors
}

/** A layer that was made once and is called by its name. */
export interface SharedValue {
  readonly kind: 'shared'
  readonly layer: Layer
}

export interface TableValue {
  readonly kind: 'table'
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly RowValue[]
}

export interface RowValue {
  readonly kind: 'row'
  readonly table: string
  readonly columns: readonly string[]
  readonly cells: readonly NetValue[]
}

type Kind = Extract<NetValue, { readonly kind: string }>['kind']

const hasKind = (value: NetValue, kind: Kind): boolean =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind

export const isTensors = (value: NetValue): value is TensorsValue => hasKind(value, 'tensors')
export const isShared = (value: NetValue): value is SharedValue => hasKind(value, 'shared')
export const isTable = (value: NetValue): value is TableValue => hasKind(value, 'table')
export const isRow = (value: NetValue): value is RowValue => hasKind(value, 'row')
export const isBlock = (value: NetValue): value is Block => hasKind(value, 'block')
export const isModel = (value: NetValue): value is ModelDefinition => hasKind(value, 'model')
export const isFunction = (value: NetValue): value is FunctionDefinition => hasKind(value, 'function')
export const isModule = (value: NetValue): value is Module => hasKind(value, 'module')
/** Whether it has to be used to give anything. */
export const isDefinition = (value: NetValue): value is Block | ModelDefinition | FunctionDefinition =>
  isBlock(value) || isModel(value) || isFunction(value)

export const isItems = (value: NetValue): value is readonly NetValue[] => Array.isArray(value)

export const tensorsValue = (tensors: Tensors): TensorsValue => ({ kind: 'tensors', tensors })

/** What a word, or a path of names, stands for; undefined where it stands for nothing. */
export function meaningOf(path: string, scope: Scope): NetValue | undefined {
  if (!path.includes('.')) return scope.get(path)
  const [first = '', ...rest] = path.split('.')
  let value = scope.get(first)
  for (const name of rest) {
    if (value === undefined || isUnknown(value)) return value
    value = isModule(value) ? value.scope.own(name) : undefined
  }
  return value
}

/** What a value goes through; undefined for what has no elements. */
export function elementsOf(value: NetValue): readonly NetValue[] | undefined {
  if (isItems(value)) return value
  if (isTable(value)) return value.rows
  if (isRow(value)) return value.cells
  return typeof value === 'string' ? [...value] : undefined
}

/** Whether layers can take it as it is: it holds no tensors and nothing that a file defines. */
export function isPlain(value: NetValue): value is Value {
  if (typeof value !== 'object' || value === null) return true
  return isItems(value) ? value.every(isPlain) : !ownKinds.has((value as { readonly kind: string }).kind)
}

const ownKinds: ReadonlySet<string> = new Set<Kind>([
  'tensors',
  'shared',
  'table',
  'row',
  'block',
  'model',
  'function',
  'module',
])

/** A value for a layer; what no layer takes is unknown, and a row or a table is its cells. */
export function plain(value: NetValue): Value {
  if (isPlain(value)) return value
  if (isShared(value)) return value.layer.asArgument
  const elements = elementsOf(value)
  return elements ? elements.map(plain) : unknown(`${describe(value)} is no value for an argument`)
}

/** The tensors in a value, where it is a tensor or a list of nothing else; undefined for anything else. */
export function tensorsOfValue(value: NetValue): Tensors | undefined {
  if (isTensors(value)) return value.tensors
  if (!isItems(value) || value.length === 0) return undefined
  const tensors = value.map(tensorsOfValue)
  return tensors.every(each => each !== undefined) ? (tensors as readonly Tensors[]) : undefined
}

/** How much a value holds, in all its parts. */
export function weightOf(value: NetValue): number {
  if (typeof value === 'string') return value.length / 16
  if (!isItems(value)) return 1
  let weight = weights.get(value)
  if (weight === undefined) {
    weight = value.reduce<number>((sum, item) => sum + weightOf(item), 1)
    weights.set(value, weight)
  }
  return weight
}

/** Lists do not change. */
const weights = new WeakMap<object, number>()

/** A noun phrase for messages. */
export function describe(value: NetValue): string {
  if (isTensors(value)) return 'a tensor'
  if (isShared(value)) return `the shared layer ${value.layer.name}`
  if (isTable(value)) return `the table ${value.name}`
  if (isRow(value)) return `a row of ${value.table}`
  if (isBlock(value)) return `the block ${value.name}`
  if (isModel(value)) return `the model ${value.name}`
  if (isFunction(value)) return `the function ${value.name}`
  if (isModule(value)) return `the file ${value.file}`
  return isPlain(value) ? printPython(value) : 'a list'
}

/** As a text shows it; unknown where it is not known whole. */
export function textOf(value: NetValue): string | Unknown {
  if (typeof value === 'string') return value
  if (!isPlain(value)) return unknown(`${describe(value)} has no text`)
  const lost = unknownPart(value)
  return lost ?? printPython(value)
}

const unknownPart = (value: Value): Unknown | undefined => {
  if (typeof value !== 'object' || value === null) return undefined
  if (isList(value)) return value.map(unknownPart).find(each => each !== undefined)
  return isUnknown(value) ? value : isNamedValue(value) ? unknown(`${value.name} has no text`) : undefined
}
