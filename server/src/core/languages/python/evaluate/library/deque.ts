/** `collections.deque`: a list with two ends, and perhaps a largest length. */
import { unknown } from '../../../../tensor/size.ts'
import { ListObject } from '../containers.ts'
import { itemsIn } from '../iterators.ts'
import type { Journal } from '../journal.ts'
import type { Builtin } from '../native.ts'
import { type PyValue, unknownValue } from '../values.ts'
import { computes, takes } from './signature.ts'

export class Deque extends ListObject {
  constructor(
    items: PyValue[],
    private readonly most: number | null,
    private readonly journal: Journal,
  ) {
    super(most === null ? items : items.slice(Math.max(items.length - most, 0)))
  }

  override with(items: PyValue[]): ListObject {
    return new Deque(items, this.most, this.journal)
  }

  override ownAttribute(name: string): PyValue | undefined {
    switch (name) {
      case 'append':
        return takes('append(x, /)', ({ x }) => this.change(items => this.cut([...items, x!], 'left')))
      case 'appendleft':
        return takes('appendleft(x, /)', ({ x }) => this.change(items => this.cut([x!, ...items], 'right')))
      case 'extend':
        return this.extending(name, (items, more) => this.cut([...items, ...more], 'left'))
      case 'extendleft':
        return this.extending(name, (items, more) => this.cut([...more.toReversed(), ...items], 'right'))
      case 'popleft':
        return computes('popleft()', () => this.takeFirst())
      case 'rotate':
        return computes('rotate(n=…, /)', ({ n = 1 }) => this.rotate(n))
      default:
        return name === 'maxlen' ? this.most : undefined
    }
  }

  private extending(name: string, join: (items: readonly PyValue[], more: readonly PyValue[]) => PyValue[]): Builtin {
    return takes(`${name}(iterable, /)`, ({ iterable }) => {
      const more = unknownValue(iterable!) ? undefined : itemsIn(iterable!)
      if (more) return this.change(items => join(items, more))
      this.journal.touch(this)
      this.lost ??= unknownValue(iterable!) ?? unknown('what the deque was extended with is not known')
      return null
    })
  }

  private change(make: (items: readonly PyValue[]) => PyValue[]): null {
    this.journal.touch(this)
    this.items = make(this.items)
    return null
  }

  private cut(items: PyValue[], from: 'left' | 'right'): PyValue[] {
    if (this.most === null || items.length <= this.most) return items
    return from === 'left' ? items.slice(items.length - this.most) : items.slice(0, this.most)
  }

  private takeFirst(): PyValue | undefined {
    if (this.lost) return this.lost
    this.journal.touch(this)
    return this.items.shift()
  }

  private rotate(n: PyValue): PyValue | undefined {
    if (typeof n !== 'number') return undefined
    return this.change(items => {
      const by = items.length === 0 ? 0 : ((-n % items.length) + items.length) % items.length
      return [...items.slice(by), ...items.slice(0, by)]
    })
  }
}
