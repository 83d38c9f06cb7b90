/** Command lines that stand in the text: `parser.parse_args(['--width', '64'])`. */
import type { Place } from '../../../../source/span.ts'
import { type Unknown, unknown } from '../../../../tensor/size.ts'
import { type DictObject, ListObject } from '../containers.ts'
import { binary } from '../operators.ts'
import { itemsOf, type PyValue } from '../values.ts'
import type { Option } from './options.ts'

/** Puts what the words say into the namespace; the reason where that is not known, or argparse would refuse it. */
export function parseArguments(
  given: readonly string[],
  options: readonly Option[],
  fields: DictObject,
  at: Place,
): Unknown | undefined {
  const words = given.flatMap(word => apart(word, options))
  const positional = options.filter(option => option.isPositional)
  let i = 0
  while (i < words.length) {
    const word = words[i++]!
    const isFlag = word.startsWith('-') && !isNumber(word)
    const [flag = '', attached] = isFlag ? word.split(/=(.*)/s) : []
    const option = isFlag ? optionOf(flag, options) : positional.shift()
    if (!option) return unknown(`the argument ${word} is not known here`, at)
    const rest = isFlag ? words.slice(i, endOf(words, i)) : words.slice(i - 1, endOf(words, i - 1))
    const taken = take(option, attached === undefined ? rest : [attached], fields.get(option.dest), at)
    if (!taken) return unknown(`the argument ${word} is not followed here`, at)
    fields.set(option.dest, taken.value)
    i += attached === undefined ? taken.count - (isFlag ? 0 : 1) : 0
  }
  return undefined
}

/** `-vv` and `-b8`: flags of one letter that stand together, or with a value. */
function apart(word: string, options: readonly Option[]): readonly string[] {
  const isLong = !/^-[A-Za-z]./.test(word) || options.some(option => option.flags.includes(word.replace(/=.*/s, '')))
  const first = isLong ? undefined : options.find(option => option.flags.includes(word.slice(0, 2)))
  if (!first) return [word]
  const flag = word.slice(0, 2)
  return first.takesValue ? [flag, word.slice(2).replace(/^=/, '')] : [flag, ...apart(`-${word.slice(2)}`, options)]
}

/** Where the values of an option end: at the next one. */
function endOf(words: readonly string[], from: number): number {
  const next = words.findIndex((word, i) => i >= from && word.startsWith('-') && !isNumber(word))
  return next < 0 ? words.length : next
}

const isNumber = (word: string): boolean => /^-\d+(\.\d*)?$|^-\.\d+$/.test(word)

/** The option with that flag, or the only one that begins so. */
function optionOf(flag: string, options: readonly Option[]): Option | undefined {
  const exact = options.find(option => option.flags.includes(flag))
  if (exact || !flag.startsWith('--')) return exact
  const begun = options.filter(option => option.flags.some(each => each.startsWith(flag)))
  return begun.length === 1 ? begun[0] : undefined
}

interface Taken {
  readonly value: PyValue
  /** How many words it took. */
  readonly count: number
}

/** Another value of an option that gathers them. */
function appended(option: Option, words: readonly string[], before: PyValue, at: Place): Taken | undefined {
  const [first] = words
  const items = before === null ? [] : itemsOf(before)
  if (!items || first === undefined || option.nargs !== null) return undefined
  return { value: new ListObject([...items, option.converted(first, at)]), count: 1 }
}

function take(option: Option, words: readonly string[], before: PyValue | undefined, at: Place): Taken | undefined {
  const { action, nargs } = option
  if (action === 'store_true' || action === 'store_false') return { value: action === 'store_true', count: 0 }
  if (action === 'store_const') return { value: option.const, count: 0 }
  if (action === 'count') return { value: binary('+', before ?? 0, 1, at), count: 0 }
  if (action === 'append') return appended(option, words, before ?? null, at)
  if (action !== 'store') return undefined
  const [first] = words
  if (nargs === null) return first === undefined ? undefined : { value: option.converted(first, at), count: 1 }
  if (nargs === '?')
    return first === undefined ? { value: option.const, count: 0 } : { value: option.converted(first, at), count: 1 }
  const count = typeof nargs === 'number' ? nargs : words.length
  if (count > words.length || (nargs === '+' && count === 0)) return undefined
  return { value: new ListObject(words.slice(0, count).map(word => option.converted(word, at))), count }
}
