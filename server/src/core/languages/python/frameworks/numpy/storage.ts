/** Where the elements of an array stand: in a buffer that it shares with its views. */
import { isShape } from '../../../../tensor/shape.ts'
import { equalSizes, isUnknown, type Unknown, unknown } from '../../../../tensor/size.ts'
import type { Mutable } from '../../evaluate/journal.ts'
import { type Data, isKnown, labelsIn, sizeOf } from './data.ts'
import type { DType, Element } from './dtypes.ts'
import { ownPlaces } from './indexing.ts'

export interface Storage {
  readonly buffer: Buffer
  /** Where each element stands in the buffer; in order where it is not said. */
  readonly places: readonly number[] | undefined
  readonly shape: Data['shape']
  readonly dtype: DType
  readonly classes: number | undefined
  readonly marked: number | undefined
}

export const storageOf = ({ dtype, shape, elements, classes, marked }: Data): Storage => ({
  buffer: new Buffer(elements),
  places: undefined,
  shape,
  dtype,
  classes,
  marked,
})

/** What an array holds there. */
export function dataIn({ buffer, places, shape, dtype, classes, marked }: Storage): Data {
  const { elements } = buffer
  const own = places && isKnown(elements) ? places.map(place => elements[place]!) : elements
  return { dtype, shape, elements: own, ...(buffer.isWritten ? {} : labelsIn({ classes, marked })) }
}

/** Where those of the elements stand that `rearrange` makes of their places. */
export function viewOf(
  { buffer, places, shape, dtype, classes }: Storage,
  rearrange: (places: Data) => Data | Unknown,
): Storage | Unknown {
  const lost = isKnown(buffer.elements) ? unknown('its shape is not known') : buffer.elements
  const own: Data =
    isKnown(buffer.elements) && isShape(shape) ? ownPlaces(shape) : { dtype: 'int64', shape, elements: lost }
  const seen = rearrange(places && isKnown(own.elements) ? { ...own, elements: places } : own)
  if (isUnknown(seen)) return seen
  const moved = isKnown(seen.elements) ? { buffer, places: seen.elements as readonly number[] } : undefined
  const kept = keepsClasses(own.shape, seen.shape) ? classes : undefined
  const rest = { shape: seen.shape, dtype, classes: kept, marked: undefined }
  return { ...(moved ?? { buffer: unknownPart(buffer), places: undefined }), ...rest }
}

/** Axes of size one more or less leave labels what they are. */
const keepsClasses = (before: Data['shape'], after: Data['shape']): boolean =>
  equalSizes(sizeOf(before), sizeOf(after)) === true

const unknownPart = (buffer: Buffer): Buffer =>
  new Buffer(isKnown(buffer.elements) ? unknown('which elements it holds is not known') : buffer.elements)

/** Elements that an array and its views share. */
class Buffer implements Mutable {
  constructor(
    public elements: readonly Element[] | Unknown,
    /** Whether something has been written into it. */
    public isWritten = false,
  ) {}

  save(): BufferState {
    return { elements: this.elements, isWritten: this.isWritten }
  }

  restore(state: unknown): void {
    const { elements, isWritten } = state as BufferState
    this.elements = elements
    this.isWritten = isWritten
  }

  join(a: unknown, b: unknown, why: Unknown): void {
    const [x, y] = [a as BufferState, b as BufferState]
    this.restore({ elements: x.elements === y.elements ? x.elements : why, isWritten: true })
  }

  lose(before: unknown, why: Unknown): void {
    if ((before as BufferState).elements !== this.elements) this.restore({ elements: why, isWritten: true })
  }
}

type BufferState = Pick<Buffer, 'elements' | 'isWritten'>
