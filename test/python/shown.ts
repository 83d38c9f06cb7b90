/** What a snippet of Python shows, by the module `shown` that `scripts/python_values.py` gives to CPython. */
import type { Evaluation } from '../../server/src/core/languages/language.ts'
import { BytesObject } from '../../server/src/core/languages/python/evaluate/bytes.ts'
import type { CallArguments } from '../../server/src/core/languages/python/evaluate/call-arguments.ts'
import { DictObject, ListObject, TupleObject } from '../../server/src/core/languages/python/evaluate/containers.ts'
import { known } from '../../server/src/core/languages/python/evaluate/foreign.ts'
import { HostObject } from '../../server/src/core/languages/python/evaluate/host.ts'
import { Deque } from '../../server/src/core/languages/python/evaluate/library/deque.ts'
import { NamedTupleObject } from '../../server/src/core/languages/python/evaluate/library/namedtuples.ts'
import { NamespaceObject } from '../../server/src/core/languages/python/evaluate/library/namespaces.ts'
import { Builtin } from '../../server/src/core/languages/python/evaluate/native.ts'
import { RangeObject } from '../../server/src/core/languages/python/evaluate/ranges.ts'
import { SetObject } from '../../server/src/core/languages/python/evaluate/sets.ts'
import { quote } from '../../server/src/core/languages/python/evaluate/texts.ts'
import { TypeObject } from '../../server/src/core/languages/python/evaluate/typeobject.ts'
import { isFloatValue, type PyValue, toArgument } from '../../server/src/core/languages/python/evaluate/values.ts'
import type { FrameworkKind } from '../../server/src/core/languages/python/frameworks/framework.ts'
import { NumPyValue, ScalarObject } from '../../server/src/core/languages/python/frameworks/numpy/array.ts'
import { isKnown } from '../../server/src/core/languages/python/frameworks/numpy/data.ts'
import type { Element } from '../../server/src/core/languages/python/frameworks/numpy/dtypes.ts'
import { plainElement } from '../../server/src/core/languages/python/frameworks/numpy/plain-elements.ts'
import { python } from '../../server/src/core/languages/python/python.ts'
import type { Tree } from '../../server/src/core/languages/python/syntax.ts'
import { Inference } from '../../server/src/core/layers/inference.ts'
import { InputLayer } from '../../server/src/core/layers/keras/input.ts'
import { printFloat, printPython } from '../../server/src/core/layers/value.ts'
import { ModelBuilder } from '../../server/src/core/model/builder.ts'
import { noteUndo } from '../../server/src/core/model/history.ts'
import { noLibrary } from '../../server/src/core/model/library.ts'
import { noSources } from '../../server/src/core/source/sources.ts'
import type { Place } from '../../server/src/core/source/span.ts'
import { printShape } from '../../server/src/core/tensor/shape.ts'
import { isSymbolic, isUnknown, printSize } from '../../server/src/core/tensor/size.ts'

/** A call of `show`, `raises`, `symbol` or `unknown`: its line, and what it was given as text. */
export type Shown = [line: number, ...values: string[]]

/** `frameworks` are those that the snippet imports besides. */
export const shownBy = (file: string, source: string, frameworks: readonly FrameworkKind[] = []): Shown[] =>
  showing(file, frameworks)(source)

/** Gives what texts show, one after the other: each is evaluated as an edit of the one before. */
export function showing(file: string, frameworks: readonly FrameworkKind[] = []): (source: string) => Shown[] {
  const rows: [from: number, values: readonly string[]][] = []
  const note = ({ from }: Place, values: readonly string[]) => {
    rows.push([from, values])
    noteUndo(() => rows.pop())
    return null
  }
  const language = python([framework(note), ...frameworks])
  const builder = new ModelBuilder(new Inference(), InputLayer)
  let tree: Tree | undefined
  let evaluation: Evaluation<Tree> | undefined
  return source => {
    tree = language.parse(source, tree)
    const parts = [{ file, tree }]
    if (evaluation) evaluation.goOn(parts, noSources)
    else evaluation = language.evaluate(parts, { file, builder, sources: noSources, library: noLibrary })
    return rows.map(([from, values]) => [source.slice(0, from).split('\n').length, ...values])
  }
}

type Note = (at: Place, values: readonly string[]) => null

/** A framework that has nothing but the module `shown`. */
const framework = (note: Note): FrameworkKind => ({
  isMentioned: () => true,
  start: () => ({ module: path => (path === 'shown' ? new ShownModule(note) : undefined) }),
})

class ShownModule extends HostObject {
  readonly description = 'shown'

  constructor(private readonly note: Note) {
    super()
  }

  override attribute(name: string): PyValue {
    return new Builtin(name, (args, at) => this.note(at, this.texts(name, args, at)))
  }

  private texts(name: string, { positional }: CallArguments, at: Place): readonly string[] {
    if (name === 'show') return positional.map(value => textOf(known(value, at)))
    if (name === 'symbol') return [textOf(positional[0]!)]
    if (name === 'shape')
      return positional.map(value => (value instanceof NumPyValue ? typeText(value) : textOf(value)))
    if (name === 'unknown') return positional.map(value => unlessUnknown(value, 'unknown'))
    const [run] = positional
    const noArguments = {
      positional: [],
      named: new Map(),
      open: undefined,
      places: { positional: [], named: new Map() },
      constant: true,
    }
    return [run instanceof HostObject ? unlessUnknown(run.call(noArguments, at), 'raises') : 'nothing to call']
  }
}

const unlessUnknown = (value: PyValue, word: string): string => {
  const text = textOf(known(value))
  return text.startsWith('?') ? word : text
}

const typeText = ({ data: { dtype, shape } }: NumPyValue): string => `${dtype}${printShape(shape)}`

/** As scripts/numpy_values.py writes it. */
function textOfArray(value: NumPyValue): string {
  const { dtype, elements } = value.data
  if (value instanceof ScalarObject) {
    const { value: number } = value
    if (dtype === 'bool' && typeof number === 'number') return number ? 'True' : 'False'
    return typeof number === 'object' ? textOf(number) : `np.${dtype}(${value.text()})`
  }
  const each = (element: Element): string =>
    typeof element === 'string' ? element : dtype === 'bool' ? String(element) : textOf(plainElement(dtype, element))
  return `${typeText(value)} [${isKnown(elements) ? elements.map(each).join(', ') : `? ${elements.why}`}]`
}

/** As the script writes it; `? reason` for what is not known, symbols in angle brackets. */
export function textOf(value: PyValue): string {
  if (value instanceof NamespaceObject)
    return `namespace(${[...value.fields].map(([name, field]) => `${name}=${textOf(field)}`).join(', ')})`
  if (typeof value === 'string') return quote(value)
  if (value instanceof TypeObject) return `<class ${value.description}>`
  if (value instanceof RangeObject || value instanceof BytesObject) return value.repr()
  if (value instanceof NumPyValue) return textOfArray(value)
  if (value instanceof HostObject) return value.description
  if (value instanceof SetObject) return setText(value)
  if (value instanceof NamedTupleObject) return `${value.made.description}(${fieldsOf(value)})`
  if (value instanceof TupleObject)
    return `(${value.items.map(textOf).join(', ')}${value.items.length === 1 ? ',' : ''})`
  if (typeof value === 'object' && value !== null && 'kind' in value) {
    if (isUnknown(value)) return `? ${value.why}`
    if (isSymbolic(value)) return `<${printSize(value)}>`
  }
  if (value instanceof ListObject || value instanceof DictObject) {
    if (value.lost) return `? ${value.lost.why}`
    if (value instanceof Deque) return `deque([${value.items.map(textOf).join(', ')}])`
    return value instanceof ListObject
      ? `[${value.items.map(textOf).join(', ')}]`
      : `{${[...value].map(([key, item]) => `${textOf(key)}: ${textOf(item)}`).join(', ')}}`
  }
  return isFloatValue(value) ? printFloat(value.value) : printPython(toArgument(value))
}

function setText({ lost, items, isFrozen }: SetObject): string {
  if (lost) return `? ${lost.why}`
  const text = items.length === 0 ? 'set()' : `{${items.map(textOf).sort().join(', ')}}`
  return isFrozen ? `frozenset(${text})` : text
}

const fieldsOf = ({ made, items }: NamedTupleObject): string =>
  made.names.map((name, i) => `${name}=${textOf(items[i]!)}`).join(', ')
