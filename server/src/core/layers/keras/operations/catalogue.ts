/** Every operation on tensors that is known. */
import type { OperationKind } from '../../operation.ts'
import { type OperationCatalogue, operationCatalogue } from '../../operation-catalogue.ts'
import * as activations from './activations.ts'
import * as along from './along.ts'
import * as blocks from './blocks.ts'
import * as converting from './converting.ts'
import * as creating from './creating.ts'
import * as einsum from './einsum.ts'
import * as elementwise from './elementwise.ts'
import * as image from './image.ts'
import * as indexing from './indexing.ts'
import * as joining from './joining.ts'
import * as linear from './linear.ts'
import * as pairs from './pairs.ts'
import * as patches from './patches.ts'
import * as reducing from './reducing.ts'
import * as repeating from './repeating.ts'
import * as shaping from './shaping.ts'

const families = [
  elementwise,
  activations,
  pairs,
  shaping,
  repeating,
  converting,
  blocks,
  along,
  reducing,
  joining,
  indexing,
  linear,
  einsum,
  image,
  patches,
  creating,
]

/** A family exports operations, and lists of those that are alike. */
const operationsIn = (value: unknown): readonly OperationKind[] =>
  Array.isArray(value) ? value.flatMap(operationsIn) : isOperation(value) ? [value] : []

const isOperation = (value: unknown): value is OperationKind =>
  typeof value === 'object' && value !== null && 'signatures' in value

export const kerasOperations: OperationCatalogue = operationCatalogue(
  families.flatMap(family => Object.values(family).flatMap(operationsIn)),
)
