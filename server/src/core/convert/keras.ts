/**
 * Writes models as Keras code: Sequential where they are, else functional; each model is a variable, and what it is made
 * of stands before it. Models whose sizes are partly open become a function of these sizes.
 */
import type { Analysis } from '../model/analysis.ts'
import { type Layer, PlainLayer, partsOf } from '../model/layer.ts'
import { Functional, Model, Sequential } from '../model/model.ts'
import type { Tensor, Tensors } from '../model/tensor.ts'
import { isUnknown } from '../tensor/size.ts'
import { isLeaf } from '../tensor/structure.ts'
import type { WrittenGroup } from './conversion.ts'
import {
  callExpression,
  inputExpression,
  layerExpression,
  makingExpression,
  tensorExpression,
  type Writing,
} from './keras-layers.ts'
import { freeName, layerVariable, modelName, nameTensors, tensorName, variableOf, writtenNames } from './names.ts'
import { openSizes } from './open-sizes.ts'
import { type Group, innerModels, layersInArguments, type Step, stepsOf } from './plan.ts'
import { call, type Expression, flat, type Item, layOut, list, pythonNames, quoted } from './python-text.ts'
import { Trouble } from './trouble.ts'

/** The file: imports, and the groups one after the other; functions come last, as nothing calls them. */
export function kerasFile(all: readonly WrittenGroup[]): string {
  const groups = [...all.filter(group => !group.isFunction), ...all.filter(group => group.isFunction)]
  const modules = [...new Set(groups.flatMap(({ modules }) => modules))].sort()
  const others = importLines(new Set(groups.flatMap(({ imports }) => imports)))
  const imports = [
    'import keras',
    ...(modules.length > 0 ? [`from keras import ${modules.join(', ')}`] : []),
    ...others,
  ]
  let text = `${imports.join('\n')}\n`
  groups.forEach(({ lines, isFunction }, i) => {
    const isWide = isFunction || groups[i - 1]?.isFunction
    text += `${isWide ? '\n\n' : '\n'}${lines.join('\n')}\n`
  })
  return text
}

/** `from module import A, B`. */
function importLines(imports: ReadonlySet<string>): readonly string[] {
  const names = new Map<string, string[]>()
  for (const each of [...imports].sort()) {
    const [module = '', name = ''] = each.split(' ')
    names.set(module, [...(names.get(module) ?? []), name])
  }
  return [...names].map(([module, own]) => `from ${module} import ${own.join(', ')}`)
}

/** Writes one group. `variables` are those of the groups before it, which it adds to. */
export function kerasGroup(group: Group, analysis: Analysis, variables: Set<string>): WrittenGroup {
  const steps = stepsOf(group, analysis)
  const layers = layersOf(steps)
  const isTaken = (name: string) => variables.has(name) || pythonNames.has(name)
  const sizes = openSizes(layers, isTaken)
  for (const name of sizes.values()) variables.add(name)
  const named = variablesFor(group, steps, analysis, variables)
  const writing: Writing = {
    trouble: new Trouble(),
    tensors: nameTensors(steps, { isTaken, nameOf: tensor => tensorName(tensor, analysis), passing: 'x' }),
    variables: named,
    names: writtenNames(steps),
    sizes,
    frozen: frozenIn(group.models),
    modules: new Set(),
    imports: new Set(),
    comments: [],
    inner: new Set(group.models.flatMap(innerModels)),
  }
  const lines = steps.flatMap((step, i) => [
    ...stepLines(step, writing),
    ...(step.kind === 'model' && i < steps.length - 1 ? [''] : []),
  ])
  const isFunction = sizes.size > 0
  return {
    models: group.models,
    lines: isFunction ? functionLines(lines, group, writing) : lines,
    isFunction,
    modules: [...writing.modules],
    imports: [...writing.imports],
    reasons: writing.trouble.reasons,
  }
}

/** All layers that the steps make, those in arguments too. */
function layersOf(steps: readonly Step[]): ReadonlySet<Layer> {
  const found = new Set<Layer>()
  const add = (layer: Layer) => {
    if (found.has(layer)) return
    found.add(layer)
    for (const inner of layersInArguments(layer)) add(inner)
  }
  for (const step of steps)
    if (step.kind === 'layer') add(step.layer)
    else if (step.kind === 'call') add(step.visit.layer)
    else if (step.model instanceof Sequential) step.model.layers.forEach(add)
  return found
}

/** Variables for models and for layers that are called several times. */
function variablesFor(
  { models }: Group,
  steps: readonly Step[],
  analysis: Analysis,
  taken: Set<string>,
): ReadonlyMap<Layer, string> {
  const { names, models: all } = analysis
  const found = new Map<Layer, string>()
  const name = (layer: Layer, base: string) => {
    const own = freeName(base, each => !taken.has(each) && !pythonNames.has(each))
    taken.add(own)
    found.set(layer, own)
  }
  for (const model of models) {
    const known = names.findLast(each => each.model === model)?.name ?? modelName(model)
    name(model, all.length === 1 || known === undefined ? 'model' : variableOf(known))
  }
  for (const step of steps) if (step.kind === 'layer') name(step.layer, layerVariable(step.layer, analysis))
  return found
}

/** The layers of models that do not train as a whole. */
const frozenIn = (models: readonly Model[]): ReadonlySet<Layer> =>
  new Set(models.filter(({ trainable }) => trainable === false).flatMap(model => [...partsOf(model.layers)]))

// ---- statements

function stepLines(step: Step, writing: Writing): readonly string[] {
  const lines = [...statementLines(step, writing)]
  const comments = writing.comments.splice(0).map(comment => `# ${comment}`)
  return [...comments, ...lines]
}

function statementLines(step: Step, writing: Writing): readonly string[] {
  const { tensors, variables } = writing
  if (step.kind === 'layer') return layOut(`${variables.get(step.layer)} = `, makingExpression(step.layer, writing), 0)
  if (step.kind === 'call') {
    const { visit } = step
    return layOut(`${targets(visit.outputs, tensors)} = `, callExpression(visit, writing), 0)
  }
  const { model } = step
  return [...layOut(`${variables.get(model)} = `, modelExpression(model, writing), 0), ...freezing(model, writing)]
}

/** `x`, `x, state_h, _`. */
function targets(outputs: Tensors, names: ReadonlyMap<Tensor, string>): string {
  if (isLeaf(outputs)) return names.get(outputs) ?? '_'
  if (!Array.isArray(outputs)) return '_'
  const parts = outputs.map(part => (isLeaf(part) ? targets(part, names) : `(${targets(part, names)})`))
  return parts.length === 1 ? `(${parts[0]},)` : parts.join(', ')
}

function modelExpression(model: Model, writing: Writing): Expression {
  if (model instanceof Sequential) return sequentialExpression(model, writing)
  if (!(model instanceof Functional))
    return writing.trouble.refuse(`what ${model.className} does is code of the program`, model.place)
  if (model.gap) return writing.trouble.unknown(`all that ${model.name} is made of`, model.gap, model.place)
  const { inputs, outputs } = model
  for (const { producer } of inputs)
    if (producer?.inputs.size !== 0) writing.trouble.refuse('an input of the model is no Input', model.place)
  const from = inputs.map(tensor => tensorExpression(tensor, model.place, writing))
  return call('keras.Model', [
    { value: from.length === 1 ? from[0]! : list(from) },
    { value: nest(outputs, tensor => tensorExpression(tensor, model.place, writing)) },
    ...nameItem(model),
  ])
}

function nest(tensors: Tensors, write: (tensor: Tensor) => Expression): Expression {
  if (Array.isArray(tensors)) return list(tensors.map(part => nest(part, write)))
  if (isLeaf(tensors)) return write(tensors)
  const entries = [...(tensors as ReadonlyMap<string, Tensors>)]
  return `{${entries.map(([key, part]) => `${quoted(key)}: ${flat(nest(part, write))}`).join(', ')}}`
}

function nameItem(model: Model): readonly Item[] {
  const name = modelName(model)
  return name === undefined ? [] : [{ name: 'name', value: quoted(name) }]
}

function sequentialExpression(model: Sequential, writing: Writing): Expression {
  if (model.gap) return writing.trouble.unknown(`all that ${model.name} is made of`, model.gap, model.place)
  const input = inputOf(model, writing)
  const items = [
    ...(input ? [{ value: inputExpression(input, writing) }] : []),
    ...model.layers.map((layer): Item => {
      refuseCall(layer, writing)
      const value = layerExpression(layer, writing)
      return { value, comments: writing.comments.splice(0) }
    }),
  ]
  if (items.length === 0) return call('keras.Sequential', nameItem(model))
  return call('keras.Sequential', [
    { value: { callee: '', brackets: '[]', items, isLong: items.length > 1 } },
    ...nameItem(model),
  ])
}

/** In a Sequential model a layer is called where it stands. */
function refuseCall({ visits, className, place }: Layer, { trouble }: Writing): void {
  if (visits.some(({ facts }) => facts.refused)) trouble.refuse(`Keras refuses this call of ${className}`, place)
}

/** The input that stands first; none where Keras makes it at the first call, or takes that of a model that comes first. */
function inputOf(model: Sequential, { inner }: Writing): PlainLayer | undefined {
  const input = model.inputs[0]?.producer?.layer
  const [first] = model.layers
  if (!(input instanceof PlainLayer) || first instanceof Model) return undefined
  return input.implicit && first?.inputShape === undefined && inner.has(model) ? undefined : input
}

/** `base.trainable = False`, and the layers in it that train all the same. */
function freezing(model: Model, { variables, trouble }: Writing): readonly string[] {
  if (isUnknown(model.trainable)) trouble.unknown(`whether ${model.name} trains`, model.trainable, model.place)
  if (model.trainable !== false) return []
  const variable = variables.get(model)!
  const trained = model.layers.flatMap((layer, i) =>
    layer.trainable === true && layer.counts.total !== 0 && [...partsOf([layer])].every(part => part.trainable === true)
      ? [`${variable}.layers[${i}].trainable = True`]
      : [],
  )
  return [`${variable}.trainable = False`, ...trained]
}

/** `def make_model(vocab_size):`. */
function functionLines(
  lines: readonly string[],
  { models }: Group,
  { inner, sizes, variables }: Writing,
): readonly string[] {
  const outer = models.filter(model => !inner.has(model)).map(model => variables.get(model)!)
  return [
    `def make_${outer.at(-1)}(${[...sizes.values()].join(', ')}):`,
    ...lines.map(line => (line === '' ? '' : `    ${line}`)),
    `    return ${outer.join(', ')}`,
  ]
}
