/** Replays what real Keras said about operations on tensors: every row of test/golden/operations, without Python. */
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { bind } from '../../server/src/core/layers/bind.ts'
import { infer } from '../../server/src/core/layers/infer.ts'
import { kerasOperations } from '../../server/src/core/layers/keras/operations/catalogue.ts'
import { ellipsis, sliceValue } from '../../server/src/core/layers/keras/operations/indexing.ts'
import { sortArguments } from '../../server/src/core/layers/operation.ts'
import { isError } from '../../server/src/core/layers/problem.ts'
import type { Value } from '../../server/src/core/layers/value.ts'
import type { TensorType } from '../../server/src/core/tensor/shape.ts'
import type { Structure } from '../../server/src/core/tensor/structure.ts'
import { match, outputForm, sorted } from './agreement.ts'
import { isArray, isTensor, type Json, toTensors, toValue } from './rows.ts'

/** The doc comment of scripts/keras_golden.py says what each part holds. */
interface Row {
  readonly op: string
  readonly args: readonly Json[]
  readonly kwargs: { readonly [name: string]: Json }
  readonly outputs?: Json
  readonly refused?: { readonly message: string }
}

/** A tensor, several, or a value. */
type Argument = { readonly tensors: Structure<TensorType> } | { readonly value: Value }

const folder = 'test/golden/operations'
const counts = { rows: 0, unknown: 0 }

for (const file of readdirSync(folder).filter(name => name !== 'signatures.json')) {
  const rows = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as readonly Row[]
  for (const op of new Set(rows.map(row => row.op)))
    test(`${op} agrees with Keras`, () => {
      const all = rows.filter(row => row.op === op)
      const wrong = all.flatMap(row => disagreement(row) ?? [])
      assert.equal(wrong.length, 0, `${wrong.length} of ${all.length} rows disagree:\n${wrong.join('\n')}`)
    })
}

after(() => console.log(`${counts.rows} rows of operations, ${counts.unknown} unknown`))

test('few rows are unknown', () => {
  assert.ok(counts.rows >= 1500)
  assert.ok(counts.unknown * 100 < counts.rows, `${counts.unknown} of ${counts.rows} are unknown`)
})

/** What differs from Keras's answer; undefined where nothing does. */
function disagreement(row: Row): string | undefined {
  counts.rows++
  const { output, errors } = answerTo(row)
  const question = `  ${row.op} ${JSON.stringify(row.args)} ${JSON.stringify(row.kwargs)}`
  if (row.refused)
    return errors.length > 0
      ? undefined
      : `${question}\n    Keras refuses: ${row.refused.message}\n    here: ${print(output)}`
  if (errors.length > 0 || output === undefined)
    return `${question}\n    Keras: ${JSON.stringify(row.outputs)}\n    here: ${errors.join('; ')}`
  const verdict = match(sorted(row.outputs ?? null), outputForm(output, noValues))
  if (verdict === 'unknown') counts.unknown++
  return verdict === 'different'
    ? `${question}\n    Keras: ${JSON.stringify(row.outputs)}\n    here: ${print(output)}`
    : undefined
}

/** No sizes are symbols in these rows. */
const noValues = {}

const print = (output: Structure<TensorType> | undefined): string =>
  output === undefined ? 'nothing' : JSON.stringify(outputForm(output, noValues))

interface Answer {
  readonly output: Structure<TensorType> | undefined
  readonly errors: readonly string[]
}

function answerTo({ op, args, kwargs }: Row): Answer {
  const known = kerasOperations.byPath(op)
  if (!known) return { output: undefined, errors: ['it is not in the catalogue'] }
  const { kind, signature } = known
  const named = new Map(Object.entries(kwargs).map(([name, json]) => [name, toArgument(json)] as const))
  const { operands, parameters, rest, findings } = sortArguments(kind, signature, args.map(toArgument), named)
  const tensors = new Map<string, Structure<TensorType>>()
  const options = new Map<string, Value>()
  for (const [name, argument] of operands)
    if ('tensors' in argument) tensors.set(name, argument.tensors)
    else options.set(name, argument.value)
  if (rest) tensors.set(rest.name, rest.items.map(item => ('tensors' in item ? item.tensors : scalar)) as never)
  const values = new Map([...parameters].map(([name, argument]) => [name, 'value' in argument ? argument.value : null]))
  const bound = bind(kind, { positional: [], named: values })
  const facts = infer(bound, { tensors, options })
  const errors = [...findings, ...facts.findings]
    .filter(isError)
    .map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`)
  return { output: facts.output, errors }
}

const scalar: TensorType = { shape: [], dtype: 'float32' }

function toArgument(json: Json): Argument {
  if (isTensor(json)) return { tensors: toTensors(json) }
  if (isArray(json) && json.some(isTensor))
    return { tensors: json.map(item => (isTensor(item) ? toTensors(item) : scalar)) as never }
  return { value: toKey(json) }
}

/** Slices and `...` stand in keys alone. */
function toKey(json: Json): Value {
  if (isArray(json)) return json.map(toKey)
  if (json !== null && typeof json === 'object' && 'slice' in json) {
    const [start, stop, step] = (json.slice as readonly Json[]).map(each => toValue(each, nothing))
    return sliceValue(start!, stop!, step!)
  }
  if (json !== null && typeof json === 'object' && 'ellipsis' in json) return ellipsis
  return toValue(json, nothing)
}

/** No layers occur in these rows. */
const nothing = { byClass: () => undefined, byFunction: () => undefined } as never

/** What scripts/keras_golden.py writes of each function: its parameters in order, with stars, and whether one must be given. */
interface Entry {
  readonly path: string
  readonly parameters: readonly (readonly [name: string, required: boolean])[]
}

test('functions have the arguments that Keras, TensorFlow and K give them', () => {
  const entries = JSON.parse(readFileSync(`${folder}/signatures.json`, 'utf8')) as readonly Entry[]
  const theirs = new Map(entries.map(({ path, parameters }) => [path, parameters]))
  const wrong: string[] = []
  for (const { signatures } of kerasOperations.kinds)
    for (const { path, parameters } of signatures) {
      const expected = theirs.get(path)
      const ours = parameters.map(each => [
        `${each.rest ? '*' : ''}${each.name}`,
        !each.rest && each.default === undefined,
      ])
      const written = (expected ?? []).filter(([name]) => !name.startsWith('**'))
      if (!expected) wrong.push(`${path} does not exist`)
      else if (JSON.stringify(ours) !== JSON.stringify(written))
        wrong.push(`${path}: ${JSON.stringify(written)}, here ${JSON.stringify(ours)}`)
    }
  assert.deepEqual(wrong, [])
})

test('each signature can be read, and each path belongs to one operation', () => {
  const paths = kerasOperations.kinds.flatMap(kind => kind.signatures.map(signature => signature.path))
  assert.deepEqual(
    paths.filter((path, i) => paths.indexOf(path) !== i),
    [],
  )
  for (const kind of kerasOperations.kinds)
    for (const { path, parameters } of kind.signatures) {
      const required = Object.entries(kind.parameters).filter(([, parameter]) => parameter.default === undefined)
      const missing = required.filter(([name]) => !parameters.some(each => each.own === name))
      assert.deepEqual(missing, [], path)
      for (const operand of kind.call.filter(name => !kind.optional.includes(name)))
        assert.ok(
          parameters.some(each => each.own === operand),
          `${path} lacks ${operand}`,
        )
    }
})
