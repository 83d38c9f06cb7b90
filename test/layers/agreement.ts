/** Compares what this project says about a layer with what real Keras said. */
import { callAgain } from '../../server/src/core/layers/again.ts'
import type { Bound } from '../../server/src/core/layers/bind.ts'
import type { Catalogue } from '../../server/src/core/layers/catalogue.ts'
import { countWeights, type Facts, type WeightFact, weightShape } from '../../server/src/core/layers/facts.ts'
import { infer } from '../../server/src/core/layers/infer.ts'
import { isError } from '../../server/src/core/layers/problem.ts'
import { isShape, type Shape, type TensorType } from '../../server/src/core/tensor/shape.ts'
import { isNone, isUnknown, printSize, type Size, type Unknown } from '../../server/src/core/tensor/size.ts'
import { flatten, isLeaf, type Structure } from '../../server/src/core/tensor/structure.ts'
import { evaluate, type Values } from '../tensor/evaluate.ts'
import { bindRow, isArray, isShape as isJsonShape, isTensor, type Json, type Row, toInputs, toTensors } from './rows.ts'

export interface Agreement {
  readonly verdict: 'agrees' | 'disagrees' | 'unknown'
  /** The row and both answers. */
  readonly text: string
}

/** `given` are the values of names that stand for sizes in the question. */
export function compareRow(row: Row, catalogue: Catalogue, given: Values = {}): Agreement {
  const question = JSON.stringify({
    ...row,
    outputs: undefined,
    weights: undefined,
    params: undefined,
    refused: undefined,
  })
  try {
    const bound = bindRow(row.class, row.config, catalogue)
    const facts = lastCall(row, bound, catalogue)
    const difference = row.refused ? compareRefusal(row.refused, bound, facts) : compareFacts(row, bound, facts, given)
    if (difference === undefined) return { verdict: 'agrees', text: question }
    const verdict = difference.startsWith('?') ? 'unknown' : 'disagrees'
    return { verdict, text: `  ${question}\n    ${difference}` }
  } catch (error) {
    return { verdict: 'disagrees', text: `  ${question}\n    ${error instanceof Error ? error.stack : error}` }
  }
}

/** The facts of the first call, or of the last one where the same layer is called several times. */
function lastCall(row: Row, bound: Bound, catalogue: Catalogue): Facts {
  const built = infer(bound, toInputs(row, row.inputs, bound, catalogue))
  let facts = built
  for (const inputs of row.calls ?? []) {
    if (facts.refused) return facts
    facts = callAgain(built, infer(bound, toInputs(row, inputs, bound, catalogue)), toTensors(inputs))
  }
  return facts
}

const isLost = ({ shape }: TensorType): boolean => !isShape(shape)

/** Some refusals speak of the files and packages of the machine that Keras ran on; they say nothing about the layer. */
const ofTheMachine = ({ type, message }: NonNullable<Row['refused']>): boolean =>
  ['ImportError', 'ModuleNotFoundError', 'OSError'].includes(type) || /^Vocabulary file .* does not exist/.test(message)

/** What Keras refuses only when the layer is called may be refused here at once, but not the other way round. */
function compareRefusal(refused: NonNullable<Row['refused']>, bound: Bound, facts: Facts): string | undefined {
  const { phase, message } = refused
  const lost = isUnknown(facts.weights) || flatten(facts.output).every(isLost) || ofTheMachine(refused)
  if (!facts.refused) return `${lost ? '?' : ''}Keras refuses (${phase}): ${message}\n    here: ${printFacts(facts)}`
  if (phase !== 'construct' || bound.findings.some(isError)) return undefined
  return `Keras refuses already the layer: ${message}\n    here, only its call: ${printFindings(facts)}`
}

function compareFacts(row: Row, bound: Bound, facts: Facts, given: Values): string | undefined {
  if (facts.refused) return `Keras accepts: ${printRow(row)}\n    here: ${printFindings(facts)}`
  const outputs = outputForm(facts.output, given)
  const weights = weightForms(facts.weights, bound.values.get('trainable') !== false, given)
  const { total } = countWeights(facts.weights)
  const matches = [
    match(sorted(row.outputs ?? null), outputs),
    match((row.weights ?? null) as Json, weights),
    match(row.params ?? null, sizeForm(total, given)),
  ]
  if (matches.every(each => each === 'same')) return undefined
  const unknown = matches.every(each => each !== 'different')
  const ours = `${JSON.stringify(outputs)} ${JSON.stringify(weights)} ${printSize(total)}`
  return `${unknown ? '?' : ''}Keras says: ${printRow(row)}\n    here: ${ours}`
}

/** How an answer with `?` for the unknown compares to Keras's. */
export function match(expected: Json, ours: Json): 'same' | 'unknown' | 'different' {
  if (ours === '?') return 'unknown'
  if (isTensor(ours) && ours.dtype === '?') {
    const same = match(isTensor(expected) ? expected.shape : expected, ours.shape)
    return same === 'different' ? same : 'unknown'
  }
  if (ours === null || typeof ours !== 'object') return expected === ours ? 'same' : 'different'
  if (expected === null || typeof expected !== 'object' || isArray(expected) !== isArray(ours)) return 'different'
  const [theirs, own] = [Object.entries(expected), Object.entries(ours)]
  if (theirs.length !== own.length) return 'different'
  const parts = theirs.map(([key, part], i) => (own[i]![0] === key ? match(part, own[i]![1]) : 'different'))
  return parts.find(part => part === 'different') ?? parts.find(part => part === 'unknown') ?? 'same'
}

/** Dictionaries by sorted key, and nothing said about sparseness, which has no bearing on shapes. */
export function sorted(json: Json): Json {
  if (isTensor(json)) {
    const { shape } = json
    return json.dtype === undefined || json.dtype === 'float32' ? shape : { shape, dtype: json.dtype }
  }
  if (json === null || typeof json !== 'object' || isJsonShape(json)) return json
  if (isArray(json)) return json.map(sorted)
  return Object.fromEntries(
    Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  )
}

/** A form of outputs without the types of its tensors. */
export function shapesAlone(json: Json): Json {
  if (isTensor(json)) return json.shape
  if (json === null || typeof json !== 'object' || isJsonShape(json)) return json
  if (isArray(json)) return json.map(shapesAlone)
  return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, shapesAlone(item)]))
}

/** Outputs in the form of rows. */
export function outputForm(output: Structure<TensorType>, given: Values): Json {
  if (!isLeaf(output)) {
    if (Array.isArray(output)) return output.map(part => outputForm(part, given))
    const map = output as ReadonlyMap<string, Structure<TensorType>>
    return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, outputForm(v, given)]))
  }
  const shape = shapeForm(output.shape, given)
  return shape === '?' || output.dtype === 'float32' ? shape : { shape, dtype: output.dtype }
}

const shapeForm = (shape: Shape | Unknown, given: Values): Json =>
  isShape(shape) ? shape.map(size => sizeForm(size, given)) : '?'

function sizeForm(size: Size, given: Values): Json {
  if (isNone(size)) return null
  return isUnknown(size) ? '?' : (evaluate(size, given) ?? '?')
}

const weightForms = (weights: readonly WeightFact[] | Unknown, trains: boolean, given: Values): Json =>
  isUnknown(weights)
    ? '?'
    : weights.map(weight => [
        weight.name,
        shapeForm(weightShape(weight), given),
        weight.trainable && trains,
        ...(weight.dtype === 'float32' ? [] : [weight.dtype]),
      ])

const printRow = (row: Row): string => `${JSON.stringify(row.outputs)} ${JSON.stringify(row.weights)} ${row.params}`

const printFacts = (facts: Facts): string =>
  `${JSON.stringify(outputForm(facts.output, {}))} ${JSON.stringify(weightForms(facts.weights, true, {}))}`

const printFindings = (facts: Facts): string =>
  facts.findings.map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`).join('; ')
