/**
 * Binding and inference with their results kept: equal arguments on equal inputs give equal facts, so that an edit costs
 * only what it changes. Kept results are pure; dropping them changes nothing but time.
 */
import { shapeKey, type TensorType } from '../tensor/shape.ts'
import { isLeaf, type Structure } from '../tensor/structure.ts'
import { type Bound, bind, type Given, keyOf } from './bind.ts'
import type { Facts } from './facts.ts'
import { type CallInputs, infer } from './infer.ts'
import type { LayerKind } from './layer.ts'
import { valueKey } from './value.ts'

/** What equal arguments have given. */
interface Known {
  readonly byInputs: Map<string, Facts>
  /** On one tensor alone, by the object that is its type, as facts share them. */
  readonly byType: Map<TensorType, Facts>
}

export class Inference {
  private readonly bounds = new WeakMap<LayerKind, Map<string, Bound>>()
  private readonly facts = new WeakMap<Bound, Known>()
  private readonly tokens = new WeakMap<object, Bound>()

  /** How many different calls of one kind are kept before all are forgotten. */
  constructor(private readonly most = 50_000) {}

  bind(kind: LayerKind, given: Given): Bound {
    const key = keyOf(kind, given)
    if (key === undefined) return bind(kind, given)
    const kept = this.boundsOf(kind)
    const known = kept.get(key)
    if (known) return known
    if (kept.size >= this.most) kept.clear()
    const bound = bind(kind, given)
    kept.set(key, bound)
    return bound
  }

  /** Kinds of one name can differ: a function has other defaults than its class, an operation the name of a layer. */
  private boundsOf(kind: LayerKind): Map<string, Bound> {
    let kept = this.bounds.get(kind)
    if (!kept) {
      kept = new Map()
      this.bounds.set(kind, kept)
    }
    return kept
  }

  /** Binds once for each `token`, which stands for arguments that never change. */
  bindOnce(kind: LayerKind, token: object, given: () => Given): Bound {
    const kept = this.tokens.get(token)
    if (kept?.kind === kind) return kept
    const bound = this.bind(kind, given())
    this.tokens.set(token, bound)
    return bound
  }

  /** As `infer` on one tensor alone. */
  inferOne(bound: Bound, type: TensorType): Facts {
    const known = bound.pure ? this.knownOf(bound).byType : undefined
    const facts = known?.get(type)
    return facts ?? this.inferType(bound, type, known)
  }

  private inferType(bound: Bound, type: TensorType, known: Known['byType'] | undefined): Facts {
    const facts = this.infer(bound, { tensors: new Map([[bound.kind.call[0]!, type]]), options: noOptions })
    if (known && known.size >= mostTypes) known.clear()
    known?.set(type, facts)
    return facts
  }

  private knownOf(bound: Bound): Known {
    let known = this.facts.get(bound)
    if (!known) {
      known = { byInputs: new Map(), byType: new Map() }
      this.facts.set(bound, known)
    }
    return known
  }

  infer(bound: Bound, inputs: CallInputs): Facts {
    const key = inputsKey(inputs)
    if (key === undefined || !bound.pure) return infer(bound, inputs)
    const { byInputs } = this.knownOf(bound)
    const facts = byInputs.get(key) ?? infer(bound, inputs)
    byInputs.set(key, facts)
    return facts
  }
}

/** Types of inputs come and go with their texts. */
const mostTypes = 500

const noOptions: CallInputs['options'] = new Map()

function inputsKey({ tensors, options }: CallInputs): string | undefined {
  let key = ''
  for (const [name, structure] of tensors) key += `${name}:${structureKey(structure)};`
  for (const [name, value] of options) {
    const part = valueKey(value)
    if (part === undefined) return undefined
    key += `${name}=${part};`
  }
  return key
}

function structureKey(structure: Structure<TensorType>): string {
  if (isLeaf(structure)) return shapeKey(structure.shape) + structure.dtype
  const parts = Array.isArray(structure)
    ? structure.map(part => structureKey(part))
    : [...(structure as ReadonlyMap<string, Structure<TensorType>>)].map(
        ([name, part]) => `${name}:${structureKey(part)}`,
      )
  return `[${parts.join('|')}]`
}
