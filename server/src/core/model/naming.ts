/** How Keras names the objects to which a program gives no name. */
import { toSnakeCase } from '../layers/words.ts'
import { type Extent, noteUndo } from './history.ts'
import { Numbering } from './numbering.ts'

export class Naming implements Extent {
  private readonly numbering = new Numbering()
  private readonly stems = new Map<string, string>()
  /** Numbered names are all different, until one is given or the numbers begin anew. */
  private mayRepeat = false

  get length(): number {
    return this.numbering.length
  }

  set length(length: number) {
    this.numbering.length = length
  }

  /** Whether two objects may have one name. */
  get namesMayRepeat(): boolean {
    return this.mayRepeat
  }

  /** Keras numbers unnamed objects by their class: `dense`, `dense_1`. Source: keras/src/utils/naming.py. */
  nameFor(className: string, given: string | undefined): string {
    if (given !== undefined) {
      this.letNamesRepeat()
      return given
    }
    const stem = this.stemOf(className)
    const count = this.numbering.next(stem)
    return count === 0 ? stem : `${stem}_${count}`
  }

  /** Forgets how many objects have been named, as `keras.backend.clear_session()` does. */
  clear(): void {
    this.numbering.clear()
    this.letNamesRepeat()
  }

  /** Numbers what code makes that the program does not run from the first again. */
  beginApart(): void {
    this.numbering.clear()
  }

  /** Runs something whose objects do not count. */
  aside<T>(run: () => T): T {
    return this.numbering.aside(run)
  }

  /** Objects get names that others have. */
  letNamesRepeat(): void {
    if (this.mayRepeat) return
    this.mayRepeat = true
    noteUndo(() => {
      this.mayRepeat = false
    })
  }

  private stemOf(className: string): string {
    let stem = this.stems.get(className)
    if (stem === undefined) {
      stem = toSnakeCase(className)
      this.stems.set(className, stem)
    }
    return stem
  }
}
