/** Text as numbers. Source: keras/src/layers/preprocessing/text_vectorization.py. */
import { named } from '../../tensor/formula.ts'
import type { Shape } from '../../tensor/shape.ts'
import { none, type Size } from '../../tensor/size.ts'
import { commonParameters } from '../common.ts'
import { type Call, layer, type Outcome } from '../layer.ts'
import { anything, flag, Misfit, type Parameter, takingArrays } from '../parameters.ts'
import { isList, isNamedValue, unknownIn, type Value } from '../value.ts'
import { readDepth } from './encoding.ts'
import {
  checkLookup,
  encoding,
  idf_weights,
  type Lookup,
  lookedUp,
  type Mode,
  max_tokens,
  output_mode,
  pad_to_max_tokens,
  sparse,
  vocabulary,
} from './preprocessing-lookup.ts'

const chosenOrFunction = (choices: readonly string[], meaning: string, fallback: string): Parameter<Value> => ({
  ...anything('str, function or None', meaning, fallback),
  read(value, name) {
    const fits = value === null || unknownIn(value) || (isNamedValue(value) && value.callable)
    if (fits || (typeof value === 'string' && choices.includes(value))) return value
    throw new Misfit(name, 'None, a function or a known way', value, choices)
  },
})

const ngrams: Parameter<Value> = {
  arrays: 'nowhere',
  ...anything('int, tuple of ints or None', 'How many words in a row count as one.', null),
  read(value, name) {
    const isWhole = (each: Value) => typeof each === 'number' || typeof each === 'boolean'
    if (value === null || unknownIn(value) || isWhole(value) || (isList(value) && value.every(isWhole))) return value
    throw new Misfit(name, 'None, an integer or a tuple of integers', value)
  },
}

/** Under which names a call says how many words the longest of its texts has, and that it runs rather than being planned. */
export const longestText = 'longest text'
const running = 'running'

export const TextVectorization = layer({
  name: 'TextVectorization',
  summary: 'Splits text into words and turns them into numbers by a vocabulary.',
  link: 'https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/',
  parameters: {
    max_tokens,
    standardize: chosenOrFunction(
      ['lower_and_strip_punctuation', 'lower', 'strip_punctuation'],
      'What happens to the text before.',
      'lower_and_strip_punctuation',
    ),
    split: chosenOrFunction(['whitespace', 'character'], 'Where it is split.', 'whitespace'),
    ngrams,
    output_mode,
    output_sequence_length: takingArrays(
      'nowhere',
      anything('int or None', 'To how many numbers the output is cut or padded.', null),
    ),
    pad_to_max_tokens,
    vocabulary,
    idf_weights,
    sparse,
    ragged: flag('Whether the output is ragged.', false),
    encoding,
    name: commonParameters.name,
  },
  traits: { runOption: running },
  check(args, call) {
    const { output_mode, output_sequence_length: length, ragged } = args
    const whole = length === null || unknownIn(length) || typeof length === 'number' || typeof length === 'boolean'
    if (output_mode === 'int' ? !whole : length !== null)
      throw new Misfit('output_sequence_length', output_mode === 'int' ? 'an integer or None' : 'None', length)
    if (ragged && output_mode !== 'int')
      call.refuse({ code: 'refused', facts: { reason: "ragged goes with output_mode='int'" }, argument: 'ragged' })
    checkLookup(lookupOf(args), call)
  },
  rule({ shape }, args, call): Outcome {
    if (args.output_mode !== 'int') return lookedUp(textsShape(shape, args.split, call), lookupOf(args))
    const { output_sequence_length: length } = args
    const isRun = call.options.get(running) === true
    if (isRun && args.split === null && length === null) return { output: { dims: shape, dtype: 'int64' } }
    const [batch] = shape
    const words = named('words', length === null ? longestOf(call) : readDepth('output_sequence_length', length))
    if (batch !== undefined) return { output: { dims: [batch, words], dtype: 'int64' } }
    if (isRun) return { output: { dims: [words], dtype: 'int64' } }
    return call.refuse({ code: 'wrong-rank', facts: { expected: 'at least 1', shape } })
  },
  examples: [
    {
      call: 'max_tokens=20000, output_sequence_length=500',
      input: 'Input(batch_shape=(None, 1), dtype="string")',
      output: '(None, 500)',
      parameters: 0,
    },
  ],
})

/** How many words the longest text has, where the call is made on texts that are known. */
function longestOf({ options }: Call): Size {
  const longest = options.get(longestText)
  return typeof longest === 'number' ? longest : none
}

/** Where it runs on texts, an axis of one text each goes before they are split. */
function textsShape(shape: Shape, split: Value, { options }: Call): Shape {
  const isRun = options.get(running) === true && split !== null && shape.length > 1
  return splitShape(isRun ? shape.slice(0, -1) : shape, split)
}

interface Text {
  readonly max_tokens: Value
  readonly vocabulary: Value
  readonly idf_weights: Value
  readonly output_mode: Mode
  readonly pad_to_max_tokens: boolean
  readonly sparse: boolean
}

/** The lookup that it holds. */
export const lookupOf = ({
  max_tokens,
  vocabulary,
  idf_weights,
  output_mode,
  pad_to_max_tokens,
  sparse,
}: Text): Lookup => ({
  ...{ max_tokens, vocabulary, idf_weights, output_mode, pad_to_max_tokens, sparse },
  ...{ num_oov_indices: 1, mask_token: '', oov_token: '[UNK]', invert: false, salt: null },
})

/** Splitting adds an axis of words; unsplit texts need one. */
function splitShape(shape: Shape, split: Value): Shape {
  if (split !== null) return [...shape, none]
  return shape.length <= 1 ? [...shape, 1] : shape
}
