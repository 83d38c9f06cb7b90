/** Layers that look words and numbers up in a vocabulary. Source: keras/src/layers/preprocessing/index_lookup.py. */
import { type Formula, named } from '../../tensor/formula.ts'
import type { Shape } from '../../tensor/shape.ts'
import { unknown } from '../../tensor/size.ts'
import { commonParameters } from '../common.ts'
import { layer, type Outcome, type Reporter } from '../layer.ts'
import { anything, flag, keyword, Misfit, oneOf, type Parameter, Unknowable } from '../parameters.ts'
import { floatType } from '../policy.ts'
import { isList, toNumber, unknownIn, type Value, valueKey } from '../value.ts'
import { countsOf, oneHot, readDepth } from './encoding.ts'

const modes = ['int', 'one_hot', 'multi_hot', 'count', 'tf_idf', 'binary', 'tf-idf'] as const
export type Mode = (typeof modes)[number]

export const max_tokens = numberAtLeast(2, 'The largest size of the vocabulary; any for None.', null)
const num_oov_indices = numberAtLeast(0, 'How many numbers words get that it does not hold.', 1)
export const vocabulary = anything('tuple, file name or None', 'The words; None where adapt() finds them.', null)
export const idf_weights = anything(
  'tuple of floats or None',
  "How much each word counts, for output_mode='tf_idf'.",
  null,
)
const invert = flag('Whether numbers are looked up instead of words.', false)
export const output_mode = oneOf(modes, 'How the numbers are written.', 'int')
export const pad_to_max_tokens = flag('Whether there are places for words that are not there yet.', false)
export const sparse = flag('Whether the output is sparse.', false)
export const encoding = anything('str', 'How the words are encoded.', 'utf-8')
const mask_token = anything('any', 'The word that gets the number 0.', null)
const salt = anything('int or tuple of 2 ints', 'Another number, another rule for unknown words.', null)
const without = ['activity_regularizer', 'autocast', 'input_shape', 'input_dim']
/** Keras takes these and passes over them. */
const passedOver = {
  trainable: keyword(anything('bool', 'Without effect: there are no weights.', true)),
  dtype: keyword(anything('str', 'Without effect: numbers come out.', null)),
}
const oov_method = oneOf(['floormod', 'farmhash'], 'By which rule unknown words get their numbers.', 'floormod')

function numberAtLeast(least: number, meaning: string, fallback: Value): Parameter<Value> {
  return {
    ...anything('int', meaning, fallback),
    read(value, name) {
      if (unknownIn(value) || (value === null && fallback === null)) return value
      const number = typeof value === 'boolean' ? Number(value) : toNumber(value)
      if (number === undefined || number < least) throw new Misfit(name, `an integer of at least ${least}`, value)
      return value
    },
  }
}

export const StringLookup = layer({
  name: 'StringLookup',
  summary: 'Turns words into numbers by a vocabulary.',
  link: 'https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/',
  parameters: {
    max_tokens,
    num_oov_indices,
    mask_token,
    oov_token: anything('str', 'The word for all words that the vocabulary does not hold.', '[UNK]'),
    vocabulary,
    idf_weights,
    invert,
    output_mode,
    pad_to_max_tokens,
    sparse,
    encoding,
    name: commonParameters.name,
    salt,
    oov_method: keyword(oov_method),
    ...passedOver,
  },
  without,
  check: (args, call) => checkLookup(args, call),
  rule: ({ shape }, args) => lookedUp(shape, args),
  examples: [
    {
      call: 'vocabulary=["a", "b", "c"]',
      input: 'Input(batch_shape=(None, 4), dtype="string")',
      output: '(None, 4)',
      parameters: 0,
    },
    {
      call: 'vocabulary=["a", "b", "c"], output_mode="one_hot"',
      input: 'Input(batch_shape=(None, 1), dtype="string")',
      output: '(None, 4)',
      parameters: 0,
    },
  ],
})

export const IntegerLookup = layer({
  name: 'IntegerLookup',
  summary: 'Turns numbers into the numbers of their places in a vocabulary.',
  link: 'https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/',
  parameters: {
    max_tokens,
    num_oov_indices,
    mask_token,
    oov_token: anything('int', 'The number for all numbers that the vocabulary does not hold.', -1),
    vocabulary,
    vocabulary_dtype: oneOf(['int64'], 'The type of the numbers.', 'int64'),
    idf_weights,
    invert,
    output_mode,
    sparse,
    pad_to_max_tokens,
    oov_method,
    salt,
    name: commonParameters.name,
    ...passedOver,
  },
  without,
  check(args, call) {
    if (args.salt !== null && args.oov_method !== 'farmhash')
      call.refuse({ code: 'refused', facts: { reason: "salt goes with oov_method='farmhash'" }, argument: 'salt' })
    checkLookup(args, call)
  },
  rule: ({ shape }, args) => lookedUp(shape, args),
  examples: [
    {
      call: 'vocabulary=[12, 36, 1138, 42]',
      input: 'Input(batch_shape=(None, 3), dtype="int64")',
      output: '(None, 3)',
      parameters: 0,
    },
  ],
})

/** What decides about numbers and their shape. */
export interface Lookup {
  readonly max_tokens: Value
  readonly num_oov_indices: Value
  readonly mask_token: Value
  readonly oov_token: Value
  readonly vocabulary: Value
  readonly idf_weights: Value
  readonly invert: boolean
  readonly output_mode: Mode
  readonly pad_to_max_tokens: boolean
  readonly sparse: boolean
  readonly salt: Value
}

export function checkLookup(args: Lookup, call: Reporter): void {
  const refuse = (reason: string): void => call.refuse({ code: 'refused', facts: { reason } })
  const { output_mode, idf_weights, salt } = args
  const weighted = output_mode === 'tf_idf' || output_mode === 'tf-idf'
  if (args.pad_to_max_tokens && args.max_tokens === null) refuse('pad_to_max_tokens needs max_tokens')
  if (args.invert && output_mode !== 'int') refuse("invert goes with output_mode='int'")
  if (args.invert && args.oov_token === null) refuse('invert needs an oov_token')
  if (args.sparse && output_mode === 'int') refuse("with output_mode='int' nothing is sparse")
  if (isGiven(idf_weights) && !weighted) refuse("idf_weights go with output_mode='tf_idf'")
  if (weighted && isGiven(args.vocabulary) && idf_weights === null) refuse('tf_idf with a vocabulary needs idf_weights')
  const saltFits = isList(salt) ? salt.length === 2 : typeof salt === 'number' || typeof salt === 'boolean'
  if (salt !== null && !unknownIn(salt) && !saltFits) throw new Misfit('salt', 'an integer or a tuple of 2', salt)
  if (isList(args.vocabulary) && !unknownIn(args.vocabulary)) checkVocabulary(args, args.vocabulary, refuse)
}

/** What is not known may be None. */
const isGiven = (value: Value): boolean => value !== null && !unknownIn(value)

/** What a layer of these has looked up, as far as it is known: the special words that come first, and the others. */
export const vocabularyOf = (
  args: Lookup,
): { readonly special: readonly Value[]; readonly tokens: readonly Value[] } | undefined => {
  const special = specialTokens(args)
  const { vocabulary } = args
  if (!special || (vocabulary !== null && !isList(vocabulary)) || unknownIn(vocabulary)) return undefined
  return { special, tokens: isList(vocabulary) ? tokensOf(args, vocabulary).tokens : [] }
}

function specialTokens(args: Lookup): readonly Value[] | undefined {
  if (unknownIn([args.num_oov_indices, args.mask_token, args.oov_token])) return undefined
  const mask = args.mask_token !== null && args.output_mode === 'int' ? [args.mask_token] : []
  return [...mask, ...Array<Value>(Number(args.num_oov_indices)).fill(args.oov_token)]
}

/** The mask and the words for unknown ones may come first in the vocabulary, all of them or none. */
function tokensOf(
  args: Lookup,
  vocabulary: readonly Value[],
): { readonly tokens: readonly Value[]; readonly start: number } {
  const lost = unknownIn([args.num_oov_indices, args.mask_token, args.oov_token])
  if (lost) throw new Unknowable(lost)
  const special = specialTokens(args)!
  const found = special.every((word, i) => i < vocabulary.length && isSame(word, vocabulary[i]!))
  return { tokens: found ? vocabulary.slice(special.length) : vocabulary, start: special.length }
}

const isSame = (a: Value, b: Value): boolean => valueKey(a) === valueKey(b)

function checkVocabulary(args: Lookup, vocabulary: readonly Value[], refuse: (reason: string) => void): void {
  if (vocabulary.length === 0) refuse('the vocabulary is empty')
  const { tokens, start } = tokensOf(args, vocabulary)
  const keys = tokens.map(valueKey)
  const holds = (token: Value) => token !== null && keys.includes(valueKey(token))
  const twice = keys.findIndex((key, i) => keys.indexOf(key) !== i)
  if (twice >= 0) refuse('the vocabulary holds a word twice')
  if (holds(args.mask_token)) refuse('the vocabulary holds the mask_token')
  if (args.invert && holds(args.oov_token)) refuse('the vocabulary holds the oov_token')
  const most = toNumber(args.max_tokens)
  if (most !== undefined && start + tokens.length > most) refuse('the vocabulary is larger than max_tokens')
  if (isList(args.idf_weights) && args.idf_weights.length !== vocabulary.length)
    refuse('there are not as many idf_weights as words')
}

/** How many words it knows, the special ones included. */
function depthOf(args: Lookup): Formula {
  if (args.pad_to_max_tokens) return named('vocabulary', readDepth('max_tokens', args.max_tokens))
  const { vocabulary } = args
  if (!isList(vocabulary)) return unknown('the size of the vocabulary is decided by adapt() or a file')
  const { tokens, start } = tokensOf(args, vocabulary)
  return named('vocabulary', start + tokens.length)
}

export function lookedUp(shape: Shape, args: Lookup): Outcome {
  if (args.output_mode === 'int') return { output: { dims: shape, dtype: 'int64' } }
  const depth = depthOf(args)
  const dims = args.output_mode === 'one_hot' ? oneHot(shape, depth) : countsOf(shape, depth)
  return { output: { dims, dtype: floatType } }
}
