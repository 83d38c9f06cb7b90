/** Which names a piece of code mentions. */

/** All names and attributes below a node of the syntax tree, kept as long as the node. */
export function mentionsOf(node: object): ReadonlySet<string> {
  let mentions = kept.get(node)
  if (!mentions) {
    mentions = collect(node)
    kept.set(node, mentions)
  }
  return mentions
}

const kept = new WeakMap<object, ReadonlySet<string>>()

function collect(node: object): ReadonlySet<string> {
  const found = new Set<string>()
  const pending: unknown[] = [node]
  while (pending.length > 0) {
    const part = pending.pop()
    if (typeof part !== 'object' || part === null) continue
    if (Array.isArray(part)) for (const item of part) pending.push(item)
    else {
      const { type, name, attribute } = part as Named
      if (type === 'Name' && typeof name === 'string') found.add(name)
      if (attribute) found.add(attribute.name)
      for (const child of Object.values(part)) if (typeof child === 'object') pending.push(child)
    }
  }
  return found
}

interface Named {
  readonly type?: string
  readonly name?: unknown
  readonly attribute?: { readonly name: string }
}
