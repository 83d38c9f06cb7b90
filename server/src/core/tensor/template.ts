/**
 * Formulas written as they are read: formula`⌊(${length} − ${window} + 2 · ${padding}) / ${stride}⌋ + 1`.
 *
 * Operators: `+ − · /` with the usual precedence, `⌊a / b⌋`, `⌈a / b⌉`, `max(a, b)`, `min(a, b)`, whole numbers and
 * parentheses. A template is compiled once for its place in the source.
 */
import { apply, type Formula, type Operator } from './formula.ts'

type Build = (terms: readonly Formula[]) => Formula

const compiled = new WeakMap<TemplateStringsArray, Build>()

export function formula(strings: TemplateStringsArray, ...terms: Formula[]): Formula {
  let build = compiled.get(strings)
  if (!build) {
    build = compile(strings.join('$'))
    compiled.set(strings, build)
  }
  return build(terms)
}

const binaryPower: Readonly<Record<string, number>> = { '+': 1, '−': 1, '·': 2, '/': 2 }
const closing: Readonly<Record<string, string>> = { '⌊': '⌋', '⌈': '⌉' }

function compile(source: string): Build {
  const tokens = source.match(/\$|\d+|[a-z]+|[+−·/(),⌊⌋⌈⌉]|\S/g) ?? []
  let at = 0
  let holes = 0

  const wrong = (token: string | undefined) => new SyntaxError(`unexpected '${token}' in the formula ${source}`)
  const expect = (token: string) => {
    if (tokens[at] !== token) throw wrong(tokens[at])
    at++
  }

  function expression(power: number): Build {
    let left = atom()
    for (;;) {
      const operator = tokens[at]
      if (operator === undefined || (binaryPower[operator] ?? 0) <= power) return left
      at++
      left = binary(operator as Operator, left, expression(binaryPower[operator]!))
    }
  }

  function atom(): Build {
    const token = tokens[at++]
    if (token === '$') {
      const hole = holes++
      return terms => terms[hole]!
    }
    if (token !== undefined && /^\d/.test(token)) return () => Number(token)
    if (token === '(') return enclosed(')')
    if (token === '⌊' || token === '⌈') return division(token)
    if (token === 'max' || token === 'min') return choice(token)
    throw wrong(token)
  }

  function enclosed(close: string): Build {
    const inner = expression(0)
    expect(close)
    return inner
  }

  /** `⌊a · b / c⌋`: the last division of the product inside is the one that is rounded. */
  function division(open: string): Build {
    let left = atom()
    for (;;) {
      const operator = tokens[at++]
      if (operator !== '·' && operator !== '/') throw wrong(operator)
      const right = atom()
      if (operator === '/' && tokens[at] === closing[open]) {
        at++
        return binary(open === '⌊' ? '⌊/⌋' : '⌈/⌉', left, right)
      }
      left = binary(operator, left, right)
    }
  }

  function choice(operator: 'max' | 'min'): Build {
    expect('(')
    const a = expression(0)
    expect(',')
    return binary(operator, a, enclosed(')'))
  }

  const root = expression(0)
  if (at < tokens.length) throw wrong(tokens[at])
  return root
}

const binary =
  (operator: Operator, a: Build, b: Build): Build =>
  terms =>
    apply(operator, a(terms), b(terms))
