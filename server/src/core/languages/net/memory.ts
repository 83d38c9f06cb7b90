/** What evaluations keep for the next ones. All of it follows from what it is kept for; dropping it costs only time. */
import type { LayerKind } from '../../layers/layer.ts'
import type { Written } from './evaluate-arguments.ts'
import { type Signature, signatureOf } from './signature.ts'
import type { LayerNode } from './syntax.ts'

export class Memory {
  /** Arguments that mean the same wherever they stand, as long as their line stays as it is. */
  readonly constants = new WeakMap<LayerNode, Written>()
  private readonly signatures = new Map<LayerKind, Signature>()

  signature(kind: LayerKind): Signature {
    let signature = this.signatures.get(kind)
    if (!signature) {
      signature = signatureOf(kind)
      this.signatures.set(kind, signature)
    }
    return signature
  }
}
