/**
 * Writes models as `.net`: a line a layer, names only where a line does not go on from the one before it. What a model is
 * made of stands before it as a model of its own; a Sequential model that is used once stands where it is used.
 */
import type { Analysis } from '../model/analysis.ts'
import { type Layer, PlainLayer, partsOf, type Visit } from '../model/layer.ts'
import { Functional, Model, Sequential } from '../model/model.ts'
import type { DataOperation, Tensor } from '../model/tensor.ts'
import { isShape } from '../tensor/shape.ts'
import { equalSizes, isSymbolic, symbol, symbolsIn } from '../tensor/size.ts'
import { flatten, isLeaf } from '../tensor/structure.ts'
import type { WrittenGroup } from './conversion.ts'
import { freeName, layerVariable, modelName, nameTensors, tensorName, variableOf, writtenNames } from './names.ts'
import { callText, inputText, layerText, operationText, tensorText, usedText, type Writing } from './net-lines.ts'
import { quoted } from './net-values.ts'
import { isNetWord } from './net-words.ts'
import { openSizes } from './open-sizes.ts'
import {
  type Group,
  innerModels,
  isInput,
  layersInArguments,
  outputsOf,
  type Step,
  sharedIn,
  stepsOf,
  usesIn,
} from './plan.ts'
import { Trouble } from './trouble.ts'

/** What the groups of one file share. */
export interface NetFile {
  /** What models, open sizes and nothing else are called. */
  readonly names: Set<string>
  /** The open sizes that no input names. */
  readonly constants: Set<string>
  /** Whether it has one group alone. */
  readonly isAlone: boolean
}

/** The file: open sizes, and the models one after the other. */
export function netFile(groups: readonly WrittenGroup[], { constants }: NetFile): string {
  const lets = [...constants].map(name => `let ${name} = ?`)
  return `${[lets.join('\n'), ...groups.map(({ lines }) => lines.join('\n'))].filter(part => part !== '').join('\n\n')}\n`
}

export function netGroup(group: Group, analysis: Analysis, file: NetFile): WrittenGroup {
  const { models } = group
  const uses = usesIn(models, analysis)
  const inline = new Set<Layer>(models.filter(model => model instanceof Sequential && isUsedOnce(model, uses, models)))
  const inner = new Set(models.flatMap(innerModels))
  const still = models.filter(model => inner.has(model) && isStill(model) && uses.get(model) === 1)
  const within = new Set(still.flatMap(innerModels))
  const freezing = new Set<Layer>(still.filter(model => !within.has(model)))
  const written = models.filter(model => !inline.has(model))
  const whole: Whole = {
    isAlone: file.isAlone && written.length === 1,
    analysis,
    file,
    trouble: new Trouble(),
    sections: new Map(),
    inline,
    freezing,
    still: new Set([...freezing, ...within]),
  }
  for (const model of written) nameSection(model, whole)
  const lines = written.flatMap((model, i) => [...(i > 0 ? [''] : []), ...sectionLines(model, whole)])
  return { models, lines, isFunction: false, modules: [], imports: [], reasons: whole.trouble.reasons }
}

/** What the models of a group share. */
interface Whole {
  /** Whether the file has no other model. */
  readonly isAlone: boolean
  readonly analysis: Analysis
  readonly file: NetFile
  readonly trouble: Trouble
  /** What the models that stand by themselves are called. */
  readonly sections: Map<Layer, string>
  readonly inline: ReadonlySet<Layer>
  readonly freezing: ReadonlySet<Layer>
  /** Those that do not train because they are used so, and the models in them. */
  readonly still: ReadonlySet<Layer>
}

const isUsedOnce = (model: Model, uses: ReadonlyMap<Layer, number>, models: readonly Model[]): boolean =>
  uses.get(model) === 1 && !models.some(other => layersInAny(other).includes(model))

/** The layers that stand in arguments within a model. */
const layersInAny = (model: Model): readonly Layer[] => model.layers.flatMap(layersInArguments)

/** Whether nothing in a model trains, because it was said of the whole. */
const isStill = (model: Model): boolean =>
  model.trainable === false && [...partsOf(model.layers)].every(part => part.trainable === false)

function nameSection(model: Model, { sections, file, analysis }: Whole): void {
  const known = modelName(model) ?? analysis.names.findLast(each => each.model === model)?.name ?? 'Model'
  const word = /^[A-Za-z_]\w*$/.test(known) ? known : variableOf(known)
  const base = isNetWord(word) ? 'Model' : word
  const name = freeName(base, each => !file.names.has(each) && !isNetWord(each))
  file.names.add(name)
  sections.set(model, name)
}

// ---- one model

function sectionLines(model: Model, whole: Whole): readonly string[] {
  const { trouble } = whole
  if (model.gap) trouble.unknown(`all that ${model.name} is made of`, model.gap, model.place)
  else if (!(model instanceof Functional || model instanceof Sequential))
    trouble.refuse(`what ${model.className} does is code of the program`, model.place)
  else {
    const name = whole.sections.get(model)!
    const given = modelName(model)
    const head = given === undefined || given === name ? `model ${name}` : headOf(name, given)
    const body = bodyLines(model, whole)
    return whole.isAlone && given === undefined ? body : [head, ...body]
  }
  return []
}

/** A name that is no word stands beside the one that the file uses. */
const headOf = (name: string, given: string): string => `model ${name} name=${quoted(given)}`

function bodyLines(model: Functional | Sequential, whole: Whole): readonly string[] {
  const steps = stepsOf({ models: [model], shared: sharedIn([model], whole.analysis) }, whole.analysis)
  const sizes = namedSizes(steps, model, whole)
  const shared = new Map(whole.sections)
  for (const step of steps)
    if (step.kind === 'layer')
      shared.set(step.layer, freeWord(layerVariable(step.layer, whole.analysis), [...shared.values()], whole))
  const words = new Set([...shared.values(), ...sizes.values()])
  const write = (tensors: ReadonlyMap<Tensor, string>): { lines: readonly Line[]; used: ReadonlySet<Tensor> } => {
    const names = new Set([...words, ...tensors.values()])
    const writing: Writing = {
      ...whole,
      tensors,
      used: new Set(),
      variables: shared,
      names: writtenNames(steps),
      sizes,
      isName: word => names.has(word) || constants.has(word),
      frozen: frozenIn(model, whole),
      comments: [],
      joins: new Set(),
    }
    const lines = model instanceof Sequential ? sequentialLines(model, writing) : graphLines(model, steps, writing)
    return { lines, used: writing.used }
  }
  const { used } = write(new Map(steps.flatMap(tensorsOf).map(tensor => [tensor, '…'])))
  const tensors = nameTensors(steps, {
    isTaken: word => words.has(word) || isNetWord(word),
    nameOf: tensor => tensorName(tensor, whole.analysis),
    isNeeded: tensor => used.has(tensor),
  })
  return write(tensors).lines.map(line => lineText(line, tensors))
}

/** The layers of a model of which it is said elsewhere that they do not train. */
function frozenIn(model: Model, { still, freezing, inline }: Whole): ReadonlySet<Layer> {
  if (still.has(model)) return partsOf(model.layers)
  const heads = [...partsOf(model.layers)].filter(part => freezing.has(part) && inline.has(part))
  return partsOf(heads.flatMap(head => head.layers))
}

const constants: ReadonlySet<string> = new Set(['true', 'false', 'none', 'True', 'False', 'None', 'x'])

const tensorsOf = (step: Step): readonly Tensor[] =>
  step.kind === 'call' ? [...flatten<Tensor>(step.visit.outputs), ...step.visit.inputTensors] : []

const freeWord = (base: string, taken: readonly string[], { file }: Whole): string =>
  freeName(base, word => !taken.includes(word) && !file.names.has(word) && !isNetWord(word))

/** Names for the open sizes of a model; those that none of its inputs has alone become constants of the file. */
function namedSizes(steps: readonly Step[], model: Model, { file }: Whole): ReadonlyMap<string, string> {
  const layers = new Set(steps.flatMap(step => (step.kind === 'call' ? [step.visit.layer] : [])))
  const found = new Map(openSizes([...layers, ...model.layers], isNetWord))
  const byInput = new Set<string>()
  for (const { type } of model.inputs)
    for (const size of isShape(type.shape) ? type.shape : []) {
      if (!isSymbolic(size)) continue
      for (const [key, name] of symbolsIn(size)) if (!found.has(key)) found.set(key, variableOf(name))
      const [only, ...others] = symbolsIn(size).keys()
      if (only !== undefined && others.length === 0 && equalSizes(size, symbol('', only)) === true) byInput.add(only)
    }
  for (const [key, name] of found)
    if (!byInput.has(key)) {
      file.constants.add(name)
      file.names.add(name)
    }
  return found
}

// ---- lines

interface Line {
  readonly text: string
  /** What the line puts out; it is named where lines name it, all of it where there are several. */
  readonly outputs: readonly Tensor[]
  readonly comments: readonly string[]
  readonly indent: number
}

const line = (text: string, writing: Writing, outputs: readonly Tensor[] = [], indent = 0): Line => ({
  text,
  outputs,
  comments: writing.comments.splice(0),
  indent,
})

function lineText({ text, outputs, comments, indent }: Line, tensors: ReadonlyMap<Tensor, string>): string {
  const names = outputs.map(tensor => tensors.get(tensor))
  const targets = names.some(name => name !== undefined) ? `${names.map(name => name ?? '_').join(', ')} = ` : ''
  const comment = comments.length > 0 ? `  # ${comments.join('; ')}` : ''
  return `${'  '.repeat(indent)}${targets}${text}${comment}`
}

function sequentialLines(model: Sequential, writing: Writing): readonly Line[] {
  const [input] = model.inputs
  if (!input) {
    writing.trouble.refuse(`${model.name} has no input yet`, model.place)
    return []
  }
  const first = input.producer?.layer
  const isOwn = first instanceof PlainLayer
  if (!isOwn) writing.trouble.refuse(`the input of ${model.name} is not known`, model.place)
  return [...(isOwn ? [line(inputText(first, writing), writing)] : []), ...stackLines(model, 0, writing)]
}

/** The layers of a Sequential model, those of the models that stand in it below their heads. */
function stackLines(model: Sequential, indent: number, writing: Writing): readonly Line[] {
  const made = new Set<Layer>()
  return model.layers.flatMap(layer => {
    if (layer.visits.some(({ facts }) => facts.refused))
      writing.trouble.refuse(`Keras refuses this call of ${layer.className}`, layer.place)
    const variable = writing.variables.get(layer)
    const isNew = variable !== undefined && !(layer instanceof Model) && !made.has(layer)
    made.add(layer)
    const before = isNew ? [line(`shared ${variable} = ${layerText(layer, writing)}`, writing, [], indent)] : []
    return [...before, line(usedText(layer, writing), writing, [], indent), ...innerLines(layer, indent, writing)]
  })
}

const innerLines = (layer: Layer, indent: number, writing: Writing): readonly Line[] =>
  layer instanceof Sequential && !writing.variables.has(layer) ? stackLines(layer, indent + 1, writing) : []

function graphLines(model: Functional, steps: readonly Step[], writing: Writing): readonly Line[] {
  const lines: Line[] = []
  let current: Tensor | undefined
  const written = new Set<Tensor>()
  const add = (visit: Visit) => {
    for (const tensor of visit.inputTensors)
      if (tensor.origin && !written.has(tensor)) addData(tensor, tensor.origin, visit)
    const outputs = partsOfOutputs(visit, writing)
    const text = callText(visit, current, writing)
    lines.push(line(text, writing, outputs), ...innerLines(visit.layer, 0, writing))
    current = outputs[0]
  }
  const addData = (tensor: Tensor, origin: DataOperation, { place }: Visit) => {
    written.add(tensor)
    lines.push(line(operationText(origin, place, current, writing), writing, [tensor]))
    current = tensor
  }
  const inputs = model.inputs.flatMap(({ producer }) => producer ?? [])
  if (inputs.length < model.inputs.length || inputs.some(visit => !isInput(visit.layer)))
    writing.trouble.refuse('an input of the model is no Input', model.place)
  for (const visit of inputs) add(visit)
  for (const step of steps)
    if (step.kind === 'layer')
      lines.push(line(`shared ${writing.variables.get(step.layer)} = ${layerText(step.layer, writing)}`, writing))
    else if (step.kind === 'call' && !inputs.includes(step.visit)) add(step.visit)
  const isJoining = writing.joins.size > 0 || lines.some(each => each.outputs.length > 1)
  return [...lines, ...outputLines(model, current, isJoining, writing)]
}

/** What a line puts out; several are always taken apart. */
function partsOfOutputs({ outputs, layer, place }: Visit, { trouble, used }: Writing): readonly Tensor[] {
  if (isLeaf(outputs)) return [outputs]
  const parts = flatten<Tensor>(outputs)
  if (parts.length < 2 || !Array.isArray(outputs) || !outputs.every(isLeaf))
    trouble.refuse(`what ${layer.className} puts out cannot be taken apart in .net`, place)
  for (const part of parts) used.add(part)
  return parts
}

/** What a model puts out, where it is not what the last line does, or where its lines would be a Sequential model. */
function outputLines(
  model: Functional,
  current: Tensor | undefined,
  isJoining: boolean,
  writing: Writing,
): readonly Line[] {
  const outputs = outputsOf(model)
  if (outputs.length === 1 && outputs[0] === current && isJoining) return []
  return [line(`output ${outputs.map(tensor => tensorText(tensor, model.place, writing)).join(' ')}`, writing)]
}
