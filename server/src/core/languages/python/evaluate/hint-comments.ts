/** Comments that say with which arguments a function that nobody calls is tried out: `# shapeline: input_shape=(224, 224, 3)`. */
import { closest } from '../../../layers/words.ts'
import type { Place } from '../../../source/span.ts'
import { parse } from '../parse/tree.ts'
import { evaluateArguments } from './calls.ts'
import type { Context } from './context.ts'
import { known } from './foreign.ts'
import { type PyValue, unknownValue } from './values.ts'

/** The arguments in the comment lines right above `offset`; undefined where there is none. */
export function commentAbove(text: string, offset: number): { readonly from: number; readonly to: number } | undefined {
  let start = lineStart(text, offset)
  while (start > 0) {
    const end = start - 1
    start = lineStart(text, end)
    const line = text.slice(start, end)
    if (!/^\s*#/.test(line)) return undefined
    const found = /^\s*#\s*shapeline:\s*/.exec(line)
    if (found) return { from: start + found[0].length, to: start + line.trimEnd().length }
  }
  return undefined
}

const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** The values of a comment by their parameters; what cannot be used is reported. */
export function commentArguments(
  text: string,
  { from, to }: { readonly from: number; readonly to: number },
  parameters: readonly string[],
  context: Context,
): ReadonlyMap<string, PyValue> {
  const place: Place = { file: context.file, from, to: Math.max(to, from) }
  const report = (reason: string, at: Place = place) =>
    context.program.builder.reportCertain({ code: 'unusable-comment', facts: { reason } }, 'The comment', at, at)
  const chunk = parse(`f(${text.slice(from, to)})`).chunks[0]
  const statement = chunk?.body[0]
  const call = statement?.type === 'Expr' && chunk?.body.length === 1 ? statement.value : undefined
  const given = new Map<string, PyValue>()
  if (call?.type !== 'Call' || chunk!.problems.length > 0) {
    report(chunk?.problems[0]?.message ?? 'it is no list of arguments')
    return given
  }
  const inner: Context = { ...context, base: from - 2, problems: [] }
  const { positional, named, places } = evaluateArguments(call, inner)
  if (positional.length > 0 || call.args.some(({ star }) => star !== '')) report('each argument is written name=value')
  for (const [name, value] of named) {
    const span = places.named.get(name)!
    const at: Place = { file: context.file, from: from - 2 + span.from, to: from - 2 + span.to }
    const lost = unknownValue(known(value, at))
    if (!parameters.includes(name)) report(noParameter(name, parameters), at)
    else if (lost) report(`the value of ${name} is not known: ${lost.why}`, at)
    else given.set(name, value)
  }
  return given
}

function noParameter(name: string, parameters: readonly string[]): string {
  const suggestion = closest(name, parameters)
  return `there is no parameter ${name}${suggestion === undefined ? '' : `; did you mean ${suggestion}?`}`
}
