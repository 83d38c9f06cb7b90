/**
 * Python's regular expressions as JavaScript's, where both certainly mean the same on plain ASCII texts. What could differ
 * (or take long) is not translated.
 */

export interface Pattern {
  readonly source: string
  /** The numbers of named groups. */
  readonly names: ReadonlyMap<string, number>
  readonly groups: number
  /** Whether it can match nothing at all: how Python goes on after that is its own. */
  readonly canBeEmpty: boolean
  readonly ignoresCase: boolean
  /** How many parts of any length are followed by something that may not fit: each of them is tried at every length. */
  readonly retries: number
  /** How many ways there are through its alternatives and optional parts. */
  readonly choices: number
}

export interface Flags {
  readonly ignoreCase: boolean
  readonly multiline: boolean
  readonly dotAll: boolean
}

/** The pattern; undefined where it is not certain what it means. */
export function translate(text: string, flags: Flags): Pattern | undefined {
  const global = /^\(\?([ims]+)\)/.exec(text)
  const given = global?.[1] ?? ''
  const reader = new Reader(global ? text.slice(global[0].length) : text, {
    ignoreCase: flags.ignoreCase || given.includes('i'),
    multiline: flags.multiline || given.includes('m'),
    dotAll: flags.dotAll || given.includes('s'),
  })
  try {
    return reader.whole()
  } catch (error) {
    if (error instanceof NotTranslated) return undefined
    throw error
  }
}

class NotTranslated extends Error {}

const refuse = (): never => {
  throw new NotTranslated()
}

/** A piece of a pattern, and what matters for the pieces around it. */
interface Piece {
  readonly source: string
  readonly canBeEmpty: boolean
  /** Whether it holds a part of any length, a group that captures, or alternatives. */
  readonly isEndless: boolean
  readonly captures: boolean
  readonly chooses: boolean
}

const piece = (source: string, canBeEmpty = false): Piece => ({
  source,
  canBeEmpty,
  isEndless: false,
  captures: false,
  chooses: false,
})

const end = '(?![^])'
const start = '(?<![^])'

class Reader {
  private at = 0
  private readonly names = new Map<string, number>()
  private groups = 0
  private depth = 0
  private endless = 0
  private choices = 1

  constructor(
    private readonly text: string,
    private readonly flags: Flags,
  ) {}

  whole(): Pattern {
    const { source, canBeEmpty } = this.alternatives()
    if (this.at < this.text.length) refuse()
    const { names, groups, endless: retries, choices } = this
    return { source, names, groups, canBeEmpty, ignoresCase: this.flags.ignoreCase, retries, choices }
  }

  private get next(): string {
    return this.text[this.at] ?? ''
  }

  private takes(words: string): boolean {
    if (!this.text.startsWith(words, this.at)) return false
    this.at += words.length
    return true
  }

  private alternatives(): Piece {
    if (++this.depth > 20) refuse()
    const all = [this.sequence()]
    while (this.takes('|')) all.push(this.sequence())
    this.depth--
    this.choices *= all.length
    return {
      source: all.map(each => each.source).join('|'),
      canBeEmpty: all.some(each => each.canBeEmpty),
      isEndless: all.some(each => each.isEndless),
      captures: all.some(each => each.captures),
      chooses: all.length > 1 || all.some(each => each.chooses),
    }
  }

  private sequence(): Piece {
    const parts: Piece[] = []
    while (this.next !== '' && this.next !== '|' && this.next !== ')') parts.push(this.quantified())
    return {
      source: parts.map(part => part.source).join(''),
      canBeEmpty: parts.every(part => part.canBeEmpty),
      isEndless: parts.some(part => part.isEndless),
      captures: parts.some(part => part.captures),
      chooses: parts.some(part => part.chooses),
    }
  }

  private quantified(): Piece {
    const atom = this.atom()
    const found = /^(?:[*+?]|\{(\d*)(,?)(\d*)\})/.exec(this.text.slice(this.at))
    if (!found || found[0] === '{}' || found[0] === '{,}') return atom
    this.at += found[0].length
    const [written, least = '', comma = '', most = ''] = found
    const isLazy = this.takes('?')
    if ('*+{'.includes(this.next) && this.next !== '') refuse()
    const isEndless = written !== '?' && (written.length === 1 || comma !== '' || Number(least) > 1)
    if (
      isEndless &&
      (atom.isEndless || atom.canBeEmpty || atom.chooses || (atom.captures && /\(.*\(/.test(atom.source)))
    )
      refuse()
    if (Number(least) > 1000 || Number(most) > 1000) refuse()
    if (/^(\(\?[=!<]|\\[bB])/.test(atom.source)) refuse()
    if (written !== '*' && written !== '+') this.choices *= 2
    if (isEndless && (this.at < this.text.length || isLazy)) this.endless++
    const count = written.startsWith('{') ? `{${least || '0'}${comma}${most}}` : written
    const canBeEmpty =
      atom.canBeEmpty || written === '*' || written === '?' || (written.startsWith('{') && !Number(least))
    return {
      ...atom,
      source: `${atom.source}${count}${isLazy ? '?' : ''}`,
      canBeEmpty,
      isEndless: atom.isEndless || isEndless,
    }
  }

  private atom(): Piece {
    const code = this.next
    if (code === '(') return this.group()
    if (code === '[') return piece(this.characters())
    if (code === '\\') return this.escape()
    this.at++
    if (code === '.') return piece(this.flags.dotAll ? '[^]' : '[^\\n]')
    if (code === '^') return piece(this.flags.multiline ? `(?:${start}|(?<=\\n))` : start, true)
    if (code === '$') return piece(this.flags.multiline ? `(?=\\n|${end})` : `(?=\\n?${end})`, true)
    if ('*+?'.includes(code)) refuse()
    return piece(literal(code))
  }

  private group(): Piece {
    this.at++
    let open = '('
    let captures = true
    if (this.takes('?')) {
      const name = /^P<([A-Za-z_]\w*)>/.exec(this.text.slice(this.at))
      if (name) {
        this.at += name[0].length
        if (this.names.has(name[1]!)) refuse()
        this.names.set(name[1]!, this.groups + 1)
      } else {
        const kind = [':', '=', '!'].find(each => this.takes(each)) ?? refuse()
        open = `(?${kind}`
        captures = false
      }
    }
    if (captures) this.groups++
    const inner = this.alternatives()
    if (!this.takes(')')) refuse()
    const looksAhead = open === '(?=' || open === '(?!'
    if (looksAhead && inner.captures) refuse()
    return {
      source: `${open}${inner.source})`,
      canBeEmpty: looksAhead || inner.canBeEmpty,
      isEndless: inner.isEndless,
      captures: captures || inner.captures,
      chooses: inner.chooses,
    }
  }

  private escape(): Piece {
    const code = this.text[this.at + 1] ?? refuse()
    this.at += 2
    if (code === 'b' || code === 'B') return piece(`\\${code}`, true)
    if (code === 'A') return piece(start, true)
    if (code === 'Z') return piece(end, true)
    return piece('dDwWsS'.includes(code) ? `\\${code}` : literal(this.escaped(code)))
  }

  /** The character that an escape stands for. */
  private escaped(code: string): string {
    if (/[0-9]/.test(code)) return refuse()
    if (!/[A-Za-z]/.test(code)) return code
    if (code === 'x') {
      const digits = /^[0-9a-fA-F]{2}/.exec(this.text.slice(this.at))?.[0] ?? refuse()
      this.at += 2
      return String.fromCharCode(Number.parseInt(digits, 16))
    }
    return plainEscapes[code] ?? refuse()
  }

  /** `[…]`: a bracket that comes first stands for itself. */
  private characters(): string {
    this.at++
    let source = this.takes('^') ? '[^' : '['
    for (let isFirst = true; isFirst || this.next !== ']'; isFirst = false) {
      const low = this.character()
      if (this.next !== '-' || this.text[this.at + 1] === ']') {
        source += low
        continue
      }
      this.at++
      const high = this.character()
      if (/^\\[dDwWsS]$/.test(low) || /^\\[dDwWsS]$/.test(high)) refuse()
      source += `${low}-${high}`
    }
    this.at++
    return `${source}]`
  }

  private character(): string {
    const code = this.next
    if (code === '') refuse()
    this.at++
    if (code !== '\\') return literal(code)
    const after = this.next
    if (after === '') refuse()
    this.at++
    if ('dDwWsS'.includes(after)) return `\\${after}`
    return after === 'b' ? '\\x08' : literal(this.escaped(after))
  }
}

const plainEscapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', a: '\x07' }

/** A character that stands for itself, inside of brackets and outside. */
function literal(code: string): string {
  const unit = code.charCodeAt(0)
  if (unit >= 128 || code.length !== 1) refuse()
  return /[A-Za-z0-9_ ]/.test(code) ? code : `\\x${unit.toString(16).padStart(2, '0')}`
}
