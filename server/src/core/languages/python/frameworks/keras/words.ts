/** Texts as layers split them into words. Source: keras/src/layers/preprocessing/text_vectorization.py. */
import { isList, type Value } from '../../../../layers/value.ts'
import type { PyValue } from '../../evaluate/values.ts'
import { toData } from '../numpy/convert.ts'
import { isKnown } from '../numpy/data.ts'
import type { Element } from '../numpy/dtypes.ts'
import { DatasetObject } from './data/dataset.ts'
import { TensorValue } from './nests.ts'

/** What is in lists, arrays, tensors and data sets of them, one after the other; undefined where that is not known. */
export function contentOf(value: PyValue): readonly (string | number)[] | undefined {
  if (value instanceof DatasetObject) return value.content === undefined ? undefined : contentOf(value.content)
  if (value instanceof TensorValue && value.tensor.texts) return value.tensor.texts
  const elements: readonly Element[] | undefined = knownElements(value)
  return elements?.every(each => typeof each === 'string' || typeof each === 'number')
    ? (elements as readonly (string | number)[])
    : undefined
}

function knownElements(value: PyValue): readonly Element[] | undefined {
  const data = toData(value)
  return data && isKnown(data.elements) ? data.elements : undefined
}

/** How texts are made words; each as Keras has it. */
export interface Splitting {
  readonly standardize: Value
  readonly split: Value
  readonly ngrams: Value
}

/** TensorFlow knows the capitals and the white space of ASCII alone. */
const capitals = /[A-Z]/g
const wordForm = /[^ \t\n\v\f\r]+/g

const punctuation = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g

/** The words of each text; undefined where a function of the program takes part. */
export function wordsOf(texts: readonly string[], how: Splitting): readonly (readonly string[])[] | undefined {
  const { standardize, split, ngrams } = how
  if (![null, 'lower', 'strip_punctuation', 'lower_and_strip_punctuation'].includes(standardize as string | null))
    return undefined
  const widths = ngrams === null ? [1] : widthsOf(ngrams)
  if (!widths || (split !== 'whitespace' && split !== 'character' && split !== null)) return undefined
  return texts.map(text => {
    const plain = standardized(text, standardize)
    const words = split === null ? [plain] : split === 'character' ? [...plain] : (plain.match(wordForm) ?? [])
    return widths.flatMap(width => grams(words, width))
  })
}

function standardized(text: string, way: Value): string {
  const lower =
    way === 'lower' || way === 'lower_and_strip_punctuation' ? text.replace(capitals, each => each.toLowerCase()) : text
  return way === 'strip_punctuation' || way === 'lower_and_strip_punctuation' ? lower.replace(punctuation, '') : lower
}

/** A number stands for all widths up to it. */
function widthsOf(ngrams: Value): readonly number[] | undefined {
  if (typeof ngrams === 'number') return Array.from({ length: ngrams }, (_, i) => i + 1)
  return isList(ngrams) && ngrams.every(each => typeof each === 'number') ? (ngrams as readonly number[]) : undefined
}

const grams = (words: readonly string[], width: number): readonly string[] =>
  width === 1
    ? words
    : Array.from({ length: Math.max(0, words.length - width + 1) }, (_, i) => words.slice(i, i + width).join(' '))

/** The words by how often they are there, the last in the alphabet first among equals. */
export function byFrequency<T extends string | number>(words: readonly T[]): readonly T[] {
  const counts = new Map<T, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? 1 : -1)).map(([word]) => word)
}
