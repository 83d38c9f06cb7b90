/** The examples of layer records as programs: what the hover says of the call is what the documentation says. */
import { explainVisit, type FormulaRow, formulaRow } from '../../server/src/core/features/explain.ts'
import { formulaBlock } from '../../server/src/core/features/formula-block.ts'
import { code } from '../../server/src/core/features/markdown.ts'
import { kerasLayers } from '../../server/src/core/layers/keras/catalogue.ts'
import type { Example, LayerKind } from '../../server/src/core/layers/layer.ts'
import type { Visit } from '../../server/src/core/model/layer.ts'
import { createService } from '../../server/src/core/service.ts'
import { groupDigits, sizeOf } from '../../server/src/core/tensor/formula.ts'
import { isUnknown } from '../../server/src/core/tensor/size.ts'

/** Every example, the first one with its formulas where it has any. */
export function exampleLines(kind: LayerKind): readonly string[] {
  const [first, ...others] = kind.examples
  if (!first) return []
  const formulas = formulasOf(kind, first)
  const listed = (formulas.length > 0 ? others : kind.examples).map(example => `- ${exampleLine(kind, example)}`)
  const list = listed.length > 0 ? [listed.join('\n')] : []
  return formulas.length > 0 ? [`${exampleLine(kind, first)}:`, ...formulas, ...list] : list
}

/** `Dense(units=10)`: `(None, 784)` → `(None, 10)`, 7,850 parameters. */
function exampleLine({ name, takes }: LayerKind, { call, input, with: further, output, parameters }: Example): string {
  const inputs = takes === 'nothing' ? '' : `: ${code(further ? `${input}, ${further}` : input)}`
  const count = parameters === 0 ? '' : `, ${groupDigits(parameters)} ${parameters === 1 ? 'parameter' : 'parameters'}`
  return `${code(`${name}(${call})`)}${inputs} → ${code(output)}${count}`
}

/** How sizes, multiply–accumulates and parameters come about; empty where there is nothing to tell, or no Python to ask. */
function formulasOf(kind: LayerKind, example: Example): readonly string[] {
  if (kind.takes === 'nothing' || !kerasLayers.kinds.includes(kind)) return []
  const visit = visitOf(kind, example)
  const explanation = explainVisit(visit, new Map())
  return formulaBlock({ ...explanation, formulas: [...explanation.formulas, ...macsRow(visit)] })
}

const macsRow = ({ facts: { macs } }: Visit): readonly FormulaRow[] =>
  isUnknown(macs) || sizeOf(macs) === 0 ? [] : [formulaRow('MACs', macs)]

const shape = /(?<!shape=)\((?:None|\d+)(?:, (?:None|\d+))*,?\)/g

/** The call of the layer in a program that makes it; shapes among its inputs become tensors. */
function visitOf({ name }: LayerKind, { call, input, with: further }: Example): Visit {
  const inputs = [input, ...(further ? [further] : [])].join(', ').replace(shape, 'Input(batch_shape=$&)')
  const names = kerasLayers.kinds.map(kind => kind.name).join(', ')
  const text = `from keras.layers import ${names}\nlayer = ${name}(${call})\nlayer(${inputs})\n`
  const { visits, problems } = createService().update('example.py', 'python', text)!.analysis
  const visit = visits.findLast(({ layer }) => layer.className === name)
  if (!visit) throw new Error(`${name}(${call}) is not called: ${JSON.stringify(problems)}`)
  return visit
}
