/** Layers that look words and numbers up: what they learn of data, and what they say of it. */
import type { Bound } from '../../../../layers/bind.ts'
import { type Lookup, vocabularyOf } from '../../../../layers/keras/preprocessing-lookup.ts'
import { longestText, lookupOf } from '../../../../layers/keras/preprocessing-text.ts'
import { toNumber, type Value } from '../../../../layers/value.ts'
import type { ModelBuilder } from '../../../../model/builder.ts'
import type { PlainLayer } from '../../../../model/layer.ts'
import type { Place } from '../../../../source/span.ts'
import { isShape } from '../../../../tensor/shape.ts'
import { none, type Unknown, unknown } from '../../../../tensor/size.ts'
import type { CallArguments } from '../../evaluate/call-arguments.ts'
import { ListObject } from '../../evaluate/containers.ts'
import { Foreign } from '../../evaluate/foreign.ts'
import type { Mutable } from '../../evaluate/journal.ts'
import { Builtin, procedure } from '../../evaluate/native.ts'
import { type PyValue, toArgument } from '../../evaluate/values.ts'
import { worldOf } from '../numpy/worlds.ts'
import { DatasetObject } from './data/dataset.ts'
import { firstLeaf, tensorOf } from './data/nests.ts'
import { byFrequency, contentOf, wordsOf } from './words.ts'

const looking = new Set(['StringLookup', 'IntegerLookup', 'TextVectorization'])
const learning = new Set([...looking, 'Normalization', 'Discretization'])

/** What a layer that learns of data has besides other layers; undefined where that is nothing. */
export function learnedMember(layer: PlainLayer, name: string, builder: ModelBuilder): PyValue | undefined {
  if (!learning.has(layer.className)) return undefined
  if (name === 'adapt') return procedure(name, (args, at) => adapt(layer, args, builder, at))
  if (!looking.has(layer.className)) return undefined
  if (name === 'set_vocabulary')
    return procedure(name, ({ positional, named }, at) =>
      learn(layer, toArgument(named.get('vocabulary') ?? positional[0] ?? null, at), builder),
    )
  if (name === 'vocabulary_size')
    return new Builtin(name, () => sizeOf(layer) ?? new Foreign(`${layer.name}.vocabulary_size()`))
  if (name === 'get_vocabulary') return new Builtin(name, args => wordsIn(layer, args))
  return undefined
}

// ---- what it knows

function lookup({ bound, className }: PlainLayer): Lookup {
  const args = Object.fromEntries(bound.values) as unknown as Lookup
  return className === 'TextVectorization' ? lookupOf(args) : args
}

function sizeOf(layer: PlainLayer): PyValue | undefined {
  const known = isUncertain(layer) ? undefined : vocabularyOf(lookup(layer))
  return known && known.special.length + known.tokens.length
}

function wordsIn(layer: PlainLayer, { positional, named }: CallArguments): PyValue {
  const known = isUncertain(layer) ? undefined : vocabularyOf(lookup(layer))
  if (!known) return new Foreign(`${layer.name}.get_vocabulary()`)
  const isWhole = (named.get('include_special_tokens') ?? positional[0] ?? true) !== false
  return new ListObject([...(isWhole ? known.special : []), ...known.tokens] as PyValue[])
}

/** Data that are not known may have been learned. */
const isUncertain = ({ bound }: PlainLayer): boolean => uncertain.has(bound)

const uncertain = new WeakSet<Bound>()

// ---- learning

function adapt(layer: PlainLayer, { positional, named, open }: CallArguments, builder: ModelBuilder, at: Place): void {
  const data = open ?? named.get('data') ?? positional[0] ?? null
  if (layer.className === 'Normalization') return normalize(layer, data, builder, at)
  if (looking.has(layer.className)) learn(layer, learnedFrom(layer, data, at), builder)
}

/** The words by how often they occur, as many as there is room for. */
function learnedFrom(layer: PlainLayer, data: PyValue, at: Place): Value {
  const content = contentOf(data)
  const words = content && seen(layer, content)
  const args = lookup(layer)
  const special = words && vocabularyOf({ ...args, vocabulary: null })?.special
  if (!words || !special) return unknown('what it has learned is decided by data', at)
  const most = toNumber(args.max_tokens)
  const others = byFrequency<string | number>(words).filter(word => word !== args.mask_token && word !== args.oov_token)
  return most === undefined ? others : others.slice(0, Math.max(0, most - special.length))
}

function seen({ className, bound }: PlainLayer, content: readonly (string | number)[]) {
  if (className === 'IntegerLookup') return content.every(each => typeof each === 'number') ? content : undefined
  const texts = textsIn(content)
  return className === 'TextVectorization' && texts ? wordsOf(texts, splittingOf(bound))?.flat() : texts
}

const textsIn = (content: readonly (string | number)[]): readonly string[] | undefined =>
  content.every(each => typeof each === 'string') ? (content as readonly string[]) : undefined

const splittingOf = ({ values }: Bound) => ({
  standardize: values.get('standardize')!,
  split: values.get('split')!,
  ngrams: values.get('ngrams') ?? null,
})

function learn(layer: PlainLayer, vocabulary: Value, builder: ModelBuilder): void {
  const journal = worldOf(builder)?.journal
  if (journal) journal.touch(learnedBy(layer))
  const isKnown = Array.isArray(vocabulary)
  layer.bound = withVocabulary(layer.bound, isKnown ? vocabulary : null)
  if (!isKnown) uncertain.add(layer.bound)
}

/** It is as if the vocabulary had been given. */
const withVocabulary = (bound: Bound, vocabulary: Value): Bound => ({
  ...bound,
  written: new Map(bound.written).set('vocabulary', vocabulary),
  values: new Map(bound.values).set('vocabulary', vocabulary),
  args: Object.create(bound.args, { vocabulary: { value: vocabulary, enumerable: true } }) as Bound['args'],
})

/** What a layer has learned, as branches change it. */
class Learned implements Mutable {
  constructor(private readonly layer: PlainLayer) {}

  save(): Bound {
    return this.layer.bound
  }

  restore(state: unknown): void {
    this.layer.bound = state as Bound
  }

  join(a: unknown, b: unknown): void {
    this.restore(a)
    if (a !== b) this.lose(b)
  }

  lose(before: unknown, _why?: Unknown): void {
    if (before === this.layer.bound) return
    this.layer.bound = withVocabulary(this.layer.bound, null)
    uncertain.add(this.layer.bound)
  }
}

const states = new WeakMap<PlainLayer, Learned>()

function learnedBy(layer: PlainLayer): Learned {
  const known = states.get(layer) ?? new Learned(layer)
  states.set(layer, known)
  return known
}

/** A mean and a variance for each place of the axes that are kept: weights that it has from now on. */
function normalize(layer: PlainLayer, data: PyValue, builder: ModelBuilder, at: Place): void {
  const isSet = data instanceof DatasetObject
  const tensor = isSet ? firstLeaf(data.element)?.tensor : tensorOf(data, builder, at).tensor
  const shape = tensor?.type.shape
  if (tensor && shape && isShape(shape) && !layer.built)
    builder.buildLayer(layer, { ...tensor.type, shape: isSet ? shape : [none, ...shape.slice(1)] })
}

// ---- calls

/** What a call on texts that stand in the program tells besides the texts. */
export function textOptions(layer: PlainLayer, value: PyValue): ReadonlyMap<string, Value> {
  const options = new Map<string, Value>()
  if (layer.className !== 'TextVectorization') return options
  const content = contentOf(value)
  const texts = content && textsIn(content)
  if (!texts) return options
  const words = layer.bound.values.get('ragged') === true ? undefined : wordsOf(texts, splittingOf(layer.bound))
  if (words) options.set(longestText, Math.max(0, ...words.map(each => each.length)))
  return options
}
