/** `tf.data.Dataset`: what its elements are, and how many there are. Source: tensorflow/python/data/ops/dataset_ops.py. */
import type { ModelBuilder } from '../../../../../model/builder.ts'
import type { Place } from '../../../../../source/span.ts'
import { isUnknown, type Unknown, unknown } from '../../../../../tensor/size.ts'
import { HostObject } from '../../../evaluate/host.ts'
import { CountingIterator, Ended, type IteratorObject } from '../../../evaluate/iterators.ts'
import type { Journal } from '../../../evaluate/journal.ts'
import type { PyValue } from '../../../evaluate/values.ts'
import { methodOf } from './methods.ts'
import { arrays, given } from './nests.ts'
import { specOf } from './specs.ts'

/** How many elements there are: infinitely many where they are repeated without end. One that is not known is not 0. */
export type Count = number | Unknown

export class DatasetObject extends HostObject {
  readonly description: string = 'a data set'

  constructor(
    /** Any of its elements: a nest of tensors in which None stands for sizes that differ. */
    readonly element: PyValue,
    readonly count: Count,
    readonly builder: ModelBuilder,
    /** What `image_dataset_from_directory` knows besides. */
    private readonly notes: Readonly<Record<string, PyValue>> = {},
    /** What is in all elements together, where it stands in the program. */
    readonly content?: PyValue,
  ) {
    super()
  }

  override attribute(name: string, at: Place): PyValue {
    if (Object.hasOwn(this.notes, name)) return this.notes[name]!
    if (name === 'element_spec') return specOf(this.element)
    return methodOf(this, name) ?? super.attribute(name, at)
  }

  /** Nothing changes a data set: each method gives a new one. */
  override keeps(): boolean {
    return true
  }

  override copied(): PyValue {
    return this
  }

  override iterator(journal: Journal): IteratorObject {
    return new DatasetIterator(given(this.element, this.builder), this.count, journal)
  }

  override length(): PyValue {
    return typeof this.count === 'number' ? this.count : unknown(this.count.why)
  }

  override truth(): undefined {
    return undefined
  }
}

/** `ds.as_numpy_iterator()`. */
export const numpyIterator = ({ element, count, builder }: DatasetObject, journal: Journal): IteratorObject =>
  new DatasetIterator(arrays(given(element, builder), builder), count, journal)

/** Data sets of so few elements are gone through one by one. */
const mostFollowed = 16

/** An element is asked for so often at most. */
const mostAsked = 1000

/** Goes through elements that are all alike. */
export class DatasetIterator extends CountingIterator {
  readonly description = 'an iterator over a data set'

  constructor(
    private readonly element: PyValue,
    private readonly count: Count,
    journal: Journal,
  ) {
    super(journal)
  }

  override rest(): Unknown | undefined {
    if (this.taken === 0 || (typeof this.count === 'number' && this.count <= mostFollowed)) return undefined
    return isUnknown(this.count) ? this.count : unknown('it goes through a large data set')
  }

  protected at(position: number): PyValue | Ended {
    if (typeof this.count === 'number' && position >= this.count) return new Ended()
    return position < mostAsked ? this.element : new Ended(unknown('a data set of many elements'))
  }
}
