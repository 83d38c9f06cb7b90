/** All operations, found by the path of a function: `ops.reshape`, `tf.nn.relu`, `backend.mean`. */
import type { OperationKind } from './operation.ts'
import type { Signature } from './signature.ts'

/** An operation as one function calls it: its parameters have that function's defaults. */
export interface OperationFunction {
  readonly kind: OperationKind
  readonly signature: Signature
}

export interface OperationCatalogue {
  readonly kinds: readonly OperationKind[]
  readonly byPath: (path: string) => OperationFunction | undefined
  /** Whether the path is that of a module: `tf.nn`. */
  readonly isModule: (path: string) => boolean
}

export function operationCatalogue(kinds: readonly OperationKind[]): OperationCatalogue {
  const functions = new Map<string, OperationFunction>()
  const modules = new Set<string>()
  for (const kind of kinds)
    for (const signature of kind.signatures) {
      functions.set(signature.path, { kind: withDefaults(kind, signature), signature })
      const parts = signature.path.split('.').slice(0, -1)
      for (const i of parts.keys()) modules.add(parts.slice(0, i + 1).join('.'))
    }
  for (const path of aliasModules) modules.add(path)
  return {
    kinds,
    byPath: path => functions.get(path) ?? functions.get(withoutAlias(path)),
    isModule: path => modules.has(path),
  }
}

/** Modules whose functions Keras and TensorFlow also have one level higher. */
const aliasModules = ['ops.nn', 'ops.numpy', 'ops.linalg', 'tf.math', 'tf.linalg', 'tf.nn']

const withoutAlias = (path: string): string => {
  const alias = aliasModules.find(each => path.startsWith(`${each}.`))
  return alias === undefined ? path : `${alias.split('.')[0]}${path.slice(alias.length)}`
}

/** Parameters that the function does not have keep their own defaults. */
function withDefaults(kind: OperationKind, { parameters }: Signature): OperationKind {
  const own = Object.entries(kind.parameters).map(([name, parameter]) => {
    const written = parameters.find(each => each.own === name)
    if (!written) return [name, parameter] as const
    const { default: _, ...required } = parameter
    return [name, written.default === undefined ? required : { ...required, default: written.default }] as const
  })
  return { ...kind, parameters: Object.fromEntries(own) }
}
