/** The values that names have at the left edge of a `.net` file, and what is reported there. */
import { Budget } from '../../server/src/core/languages/net/evaluate/budget.ts'
import { Suggestions, type World } from '../../server/src/core/languages/net/evaluate/context.ts'
import { Memory } from '../../server/src/core/languages/net/evaluate/memory.ts'
import { startModule } from '../../server/src/core/languages/net/evaluate/modules.ts'
import { isPlain, type NetValue } from '../../server/src/core/languages/net/evaluate/values.ts'
import { parse } from '../../server/src/core/languages/net/parse/parser.ts'
import { Inference } from '../../server/src/core/layers/inference.ts'
import { InputLayer } from '../../server/src/core/layers/keras/input.ts'
import { printPython } from '../../server/src/core/layers/value.ts'
import { ModelBuilder } from '../../server/src/core/model/builder.ts'
import { isUnknown } from '../../server/src/core/tensor/size.ts'

export interface Values {
  /** A value as Python writes it; `unknown` and the reason where it is not known. */
  readonly shown: (name: string) => string
  readonly problems: readonly string[]
}

export function valuesOf(text: string): Values {
  const builder = new ModelBuilder(new Inference(), InputLayer)
  const world: World = {
    builder,
    memory: new Memory(),
    suggestions: new Suggestions(),
    budget: new Budget(builder, 0),
    moduleOf: () => undefined,
  }
  const tree = parse(text)
  const { scope } = startModule('test.net', tree, world, () => {})
  const syntax = tree.lines.flatMap(line => line.problems.map(({ message }) => message))
  return {
    shown: name => printed(scope.own(name)),
    problems: [...syntax, ...builder.finish().problems.map(({ finding }) => reasonOf(finding))],
  }
}

const reasonOf = ({ code, facts }: { readonly code: string; readonly facts: object }): string =>
  code === 'refused' ? (facts as { readonly reason: string }).reason : code

function printed(value: NetValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (isUnknown(value)) return `unknown: ${value.why}`
  return isPlain(value) ? printPython(value) : 'no plain value'
}
