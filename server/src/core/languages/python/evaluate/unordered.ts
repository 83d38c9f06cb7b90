/** `list(set(words))`: a list of which it is known what is in it, and not in which order. */
import { unknown } from '../../../tensor/size.ts'
import { ListObject } from './containers.ts'
import { SetObject } from './sets.ts'
import type { PyValue } from './values.ts'

const noOrder = unknown('the order in which Python goes through a set is not known')

export class UnorderedList extends ListObject {
  constructor(private readonly members: readonly PyValue[]) {
    super(members.map(() => noOrder))
  }

  /** What is in it, in no order that means anything; undefined once something else has been put into it. */
  get all(): readonly PyValue[] | undefined {
    const isSame = !this.lost && this.items.length === this.members.length && this.items.every(item => item === noOrder)
    return isSame ? this.members : undefined
  }
}

/** Whether what is known of a value does not say which of its elements comes first. */
export const isUnordered = (value: PyValue): boolean =>
  value instanceof SetObject ? value.size > 1 : value instanceof UnorderedList && value.all !== undefined
