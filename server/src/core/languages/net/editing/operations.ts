/** The functions of keras.ops, as `.net` names them. */
import { kerasOperations } from '../../../layers/keras/operations/catalogue.ts'
import type { OperationFunction } from '../../../layers/operation-catalogue.ts'

/** Those right under a path: `ops`. */
export const operationsUnder = (path: string): readonly OperationFunction[] =>
  path.startsWith('ops')
    ? paths.filter(each => parentOf(each) === path).flatMap(each => kerasOperations.byPath(each) ?? [])
    : []

/** The operation of a path; undefined for anything else. */
export const operationNamed = (path: string): OperationFunction | undefined =>
  path.startsWith('ops.') ? kerasOperations.byPath(path) : undefined

const paths: readonly string[] = kerasOperations.kinds.flatMap(({ signatures }) =>
  signatures.map(({ path }) => path).filter(path => path.startsWith('ops.')),
)

const parentOf = (path: string): string => path.slice(0, path.lastIndexOf('.'))
