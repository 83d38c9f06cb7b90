/** Texts with places to fill: `'…{}…'.format(…)` and `'…%d…' % …`. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import { isAscii } from './bytes.ts'
import type { CallArguments } from './call-arguments.ts'
import { DictObject, TupleObject } from './containers.ts'
import { raised } from './exceptions.ts'
import { known } from './foreign.ts'
import { format } from './formats.ts'
import { HostObject } from './host.ts'
import { numberAttributes } from './methods/number.ts'
import { normalize, numberValue, toFloat } from './numbers.ts'
import { elementAt } from './subscripts.ts'
import { quote, reprOf, textOf } from './texts.ts'
import { describe, type PyValue, unknownValue } from './values.ts'

/** `text.format(*args, **kwargs)`; undefined where Python refuses the text. */
export function formatText(text: string, args: CallArguments, at: Place): PyValue | undefined {
  const filler = new Filler(args, at)
  const result = filler.fill(text, 0)
  return filler.lost ?? result
}

/** Fills the places of one text; those without a number are counted. */
class Filler {
  lost: Unknown | undefined
  private next = 0

  constructor(
    private readonly args: CallArguments,
    private readonly at: Place,
  ) {}

  fill(text: string, depth: number): string | undefined {
    let result = ''
    for (let i = 0; i < text.length; i++) {
      const unit = text[i]!
      if ((unit === '{' || unit === '}') && text[i + 1] === unit) {
        result += unit
        i++
      } else if (unit === '{') {
        const end = closing(text, i)
        const piece = end < 0 || depth > 2 ? undefined : this.field(text.slice(i + 1, end), depth)
        if (piece === undefined) return undefined
        result += piece
        i = end
      } else if (unit === '}') return undefined
      else result += unit
    }
    return result
  }

  /** `name.attribute[index]!r:spec`. */
  private field(field: string, depth: number): string | undefined {
    const found = /^((?:[^[\]{}!:]|\[[^\]]*\])*)(?:!([rsa]))?(?::(.*))?$/s.exec(field)
    if (!found) return undefined
    const [, name = '', conversion, spec = ''] = found
    const value = this.value(name)
    if (value === undefined) return undefined
    const lost = unknownValue(known(value, this.at))
    if (lost) return this.give(lost)
    const filled = this.fill(spec, depth + 1)
    const text = filled === undefined ? undefined : formatted(value, conversion, filled)
    return text ?? this.give(unknown(`the text of ${describe(value)} is not known here`, this.at))
  }

  private give(why: Unknown): string {
    this.lost ??= why
    return ''
  }

  private value(name: string): PyValue | undefined {
    const [, first = '', path = ''] = /^([^.[]*)(.*)$/s.exec(name)!
    const key = first === '' ? String(this.next++) : first
    let value = /^\d+$/.test(key) ? this.args.positional[Number(key)] : this.args.named.get(key)
    for (const [, attribute, index = ''] of path.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
      if (value === undefined) return undefined
      if (attribute !== undefined)
        value = value instanceof HostObject ? value.attribute(attribute, this.at) : numberAttributes(value, attribute)
      else value = elementAt(value, /^\d+$/.test(index) ? Number(index) : index, this.at)
    }
    return value
  }
}

/** Where the brace closes that opens at a position. */
function closing(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    if (text[i] === '{') depth++
    else if (text[i] === '}' && --depth === 0) return i
  }
  return -1
}

/** A value after `!r`, `!s` or `!a`, in a format. */
export function formatted(value: PyValue, conversion: string | null | undefined, spec: string): string | undefined {
  if (!conversion) return format(value, spec)
  const text = conversion === 's' ? textOf(value) : reprOf(value)
  if (text === undefined || (conversion === 'a' && !isAscii(text))) return undefined
  return format(text, spec)
}

/** `text % values`. */
export function percentFormat(text: string, values: PyValue, at: Place): PyValue | undefined {
  const items = values instanceof TupleObject ? values.items : [values]
  let [next, lost, refused] = [0, undefined as Unknown | undefined, false]
  const result = text.replace(
    /%(?:\(([^)]*)\))?([-+ 0#]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?(.|$)/gs,
    (_, key: string | undefined, flags: string, width: string, precision: string | undefined, type: string) => {
      if (type === '%') return '%'
      const read = (part: string | undefined) =>
        part === '*' ? items[next++] : part === undefined ? undefined : Number(part)
      const [wide, exact] = [read(width), read(precision)]
      const value = key === undefined ? items[next++] : values instanceof DictObject ? values.get(key) : undefined
      const piece = value === undefined ? undefined : percentPiece(value, flags, wide, exact, type)
      lost ??= value === undefined ? undefined : unknownValue(known(value, at))
      refused ||= piece === undefined
      return piece ?? ''
    },
  )
  if (lost) return lost
  if (refused) return undefined
  const left = !(values instanceof DictObject) && next < items.length && values !== undefined
  return left ? raised('TypeError', `not all values fit into ${quote(text)}`, at) : result
}

function percentPiece(
  value: PyValue,
  flags: string,
  width: PyValue | undefined,
  precision: PyValue | undefined,
  type: string,
): string | undefined {
  if ((width !== undefined && typeof width !== 'number') || (precision !== undefined && typeof precision !== 'number'))
    return undefined
  const left = flags.includes('-') || (width ?? 0) < 0
  const size = width ? String(Math.abs(width)) : ''
  const exact = precision === undefined ? '' : `.${precision}`
  if ('sra'.includes(type)) {
    const text = formatted(value, type === 's' ? 's' : type, '')
    return text === undefined ? undefined : format(text, `${left ? '<' : '>'}${size}${exact}`)
  }
  const sign = flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : ''
  const zero = flags.includes('0') && !left ? '0' : ''
  const alternate = flags.includes('#') ? '#' : ''
  const spec = (kind: string) =>
    `${left ? '<' : ''}${sign}${alternate}${zero}${size}${'eEfFgG'.includes(kind) ? exact : ''}${kind}`
  const number = numberValue(value)
  if (type === 'c') return typeof value === 'string' ? format(value, `${left ? '<' : '>'}${size}`) : undefined
  if (number === undefined) return undefined
  if ('eEfFgG'.includes(type)) return format({ kind: 'float', value: toFloat(number) }, spec(type))
  const whole =
    typeof number === 'object'
      ? Number.isFinite(number.value) && 'diu'.includes(type)
        ? normalize(BigInt(Math.trunc(number.value)))
        : undefined
      : number
  if (whole === undefined || exact || !'diuxXo'.includes(type)) return undefined
  return format(whole, spec('xXo'.includes(type) ? type : 'd'))
}
