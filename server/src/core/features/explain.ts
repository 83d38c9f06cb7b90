/** How the numbers of one call come about: formulas in names and in numbers, weights, memory, reasons of unknowns. */
import { countOf, parameterFormula, weightShape } from '../layers/facts.ts'
import { axisName } from '../layers/keras/axes.ts'
import { receptiveField } from '../model/field.ts'
import { type Layer, PlainLayer, type Visit } from '../model/layer.ts'
import { Model } from '../model/model.ts'
import type { SymbolReasons } from '../model/symbols.ts'
import type { Tensor } from '../model/tensor.ts'
import { type Formula, isNamed, printFormula, printValue, sizeOf } from '../tensor/formula.ts'
import { isShape, printShape } from '../tensor/shape.ts'
import { isUnknown, type Size, sum, type Unknown } from '../tensor/size.ts'
import { flatten } from '../tensor/structure.ts'
import { sampleBytes } from './quantities.ts'
import { symbolReasons } from './symbol-reasons.ts'

export interface Explanation {
  readonly className: string
  readonly name: string
  /** The page of its class; absent for models. */
  readonly link: string | undefined
  readonly outputs: readonly string[]
  readonly inputs: readonly string[]
  /** The layer's parameters, `?` where they are not known. */
  readonly parameters: Size
  /** How the sizes of the outputs come about, and the number of parameters. */
  readonly formulas: readonly FormulaRow[]
  readonly parameterRow: FormulaRow | undefined
  readonly weights: readonly WeightRow[]
  readonly macs: Size
  /** Bytes of the outputs for one sample. */
  readonly activations: Size
  /** `5×5`: how much of the input one element sees; absent where it sees one element or nothing is known. */
  readonly field: string | undefined
  /** Why something is not known, each reason once. */
  readonly unknowns: readonly Unknown[]
}

/** `names = numbers = result`, each told once: what would repeat the one before is left out. */
export interface FormulaRow {
  readonly label: string
  readonly steps: readonly string[]
  readonly result: string
  /** The same formula as in the row before, with the same numbers. */
  readonly same: boolean
}

export interface WeightRow {
  readonly name: string
  readonly shape: string
  readonly count: string
  readonly trainable: boolean
}

/** Explains one call of a layer or model; `symbols` says what the names in sizes stand for. */
export function explainVisit(visit: Visit, symbols: SymbolReasons): Explanation {
  const outputs = flatten(visit.outputs)
  return {
    ...explainLayer(visit.layer, symbols),
    outputs: outputs.map(tensor => printShape(tensor.type.shape)),
    inputs: visit.inputTensors.map(tensor => printShape(tensor.type.shape)),
    formulas: formulasOf(visit),
    macs: sizeOf(visit.facts.macs),
    activations: sum(outputs.map(tensor => sampleBytes(tensor.type))),
    field: fieldOf(outputs[0]),
    unknowns: unknownsOf(visit, symbols),
  }
}

/** What is known of a layer that has not been called. */
export function explainLayer(layer: Layer, symbols: SymbolReasons): Explanation {
  const weights = layer instanceof Model ? [] : layer.weights
  const { total } = layer.counts
  return {
    className: layer.className,
    name: layer.name,
    link: layer instanceof PlainLayer ? layer.layerKind.link : undefined,
    outputs: ['?'],
    inputs: [],
    parameters: total,
    formulas: [],
    parameterRow:
      isUnknown(weights) || weights.length === 0 ? undefined : formulaRow('parameters', parameterFormula(weights)),
    weights: isUnknown(weights) ? [] : weights.map(weightRow),
    macs: 0,
    activations: 0,
    field: undefined,
    unknowns: isUnknown(total) ? [total] : symbolReasons([total], symbols),
  }
}

function formulasOf({ facts, outputs }: Visit): readonly FormulaRow[] {
  const several = flatten(outputs).length > 1
  const rows: FormulaRow[] = []
  facts.dims.forEach((dims, output) => {
    dims?.forEach((dim, axis) => {
      if (!hasHistory(dim)) return
      const label = isNamed(dim) ? dim.name : axisName(axis, dims.length)
      const next = formulaRow(several ? `output ${output + 1} ${label}` : label, isNamed(dim) ? dim.of : dim)
      rows.push({ ...next, same: isSame(rows.at(-1), next) })
    })
  })
  return rows
}

/** Whether there is something to tell: a size that is the input's is not explained. */
const hasHistory = (dim: Formula): boolean =>
  typeof dim === 'object' &&
  (dim.kind === 'apply' || (dim.kind === 'named' && typeof dim.of === 'object' && isFormula(dim.of)))

const isFormula = (formula: Formula): boolean =>
  typeof formula === 'object' && (formula.kind === 'apply' || formula.kind === 'named')

/** One formula in names, in numbers, and its result. */
export function formulaRow(label: string, formula: Formula): FormulaRow {
  const result = printValue(formula)
  const steps = [printFormula(formula, 'names'), printFormula(formula, 'numbers')]
  return { label, steps: steps.filter((step, i) => step !== result && step !== steps[i - 1]), result, same: false }
}

/** Width is as height where its formula is that of height, word for word. */
function isSame(before: FormulaRow | undefined, next: FormulaRow): boolean {
  if (!before || before.result !== next.result || next.steps.length < 2) return false
  const neutral = ({ label, steps }: FormulaRow) => steps.map(step => step.replaceAll(label, '□')).join('\n')
  return neutral(before) === neutral(next)
}

const weightRow = (weight: Parameters<typeof countOf>[0]): WeightRow => ({
  name: weight.name,
  shape: printShape(weightShape(weight)),
  count: printValue(countOf(weight)),
  trainable: weight.trainable,
})

function fieldOf(output: Tensor | undefined): string | undefined {
  const field = output && receptiveField(output)
  if (!field || field.length === 0 || field.every(({ reach }) => reach === 1)) return undefined
  return field.map(({ reach }) => printValue(reach)).join('×')
}

/** The reasons of everything that is not known about a call, and what the names in it stand for. */
export function unknownsOf(visit: Visit, symbols: SymbolReasons): readonly Unknown[] {
  const { layer, facts, outputs, inputs } = visit
  const shapes = [...flatten(outputs), ...[...inputs.values()].flatMap(tensors => flatten(tensors))]
  const sizes = shapes.flatMap(({ type: { shape } }) => (isShape(shape) ? shape : [shape]))
  const shown = [...sizes, layer.counts.total, sizeOf(facts.macs)]
  const found = [...shown.filter(isUnknown), ...symbolReasons(shown, symbols)]
  return [...new Map(found.map(each => [each.why, each])).values()]
}
