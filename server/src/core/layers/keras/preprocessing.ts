/** Layers that prepare data. Source: keras/src/layers/preprocessing. */
import { type Formula, named, sumOf } from '../../tensor/formula.ts'
import { isShape, type TensorType } from '../../tensor/shape.ts'
import { equalSizes, isNone, isUnknown, type Size, type Unknown } from '../../tensor/size.ts'
import { isLeaf, mapStructure, type Structure } from '../../tensor/structure.ts'
import { commonParameters } from '../common.ts'
import { type Call, type Input, type LayerLike, layer, nestLayer, type OutputType } from '../layer.ts'
import { anything, Misfit, type Parameter, Unknowable } from '../parameters.ts'
import { isLayerValue, isList, toNumber, unknownIn, type Value } from '../value.ts'
import { axisName } from './axes.ts'
import { type Inner, inferInner, innerWeights, type Weights } from './wrapping.ts'

export const Rescaling = layer({
  name: 'Rescaling',
  words: ['rescale'],
  summary: 'Multiplies by a factor and adds an offset.',
  link: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  parameters: {
    scale: anything('float', 'What is multiplied by.'),
    offset: anything('float', 'What is added.', 0),
  },
  traits: { keepsShape: true },
  rule: input => ({ output: { dims: input.shape } }),
  examples: [{ call: 'scale=1/255', input: '(None, 224, 224, 3)', output: '(None, 224, 224, 3)', parameters: 0 }],
})

// ---- normalization

/** None stands for no axis: one mean for everything. */
const axes: Parameter<readonly number[]> = {
  type: 'int, tuple of ints or None',
  meaning: 'The axes whose places are normalized by themselves.',
  arrays: 'tuples',
  default: -1,
  read(value, name) {
    if (value === null) return []
    const items = isList(value) ? value : [value]
    return items.map(item => {
      const axis = typeof item === 'boolean' ? Number(item) : item
      if (unknownIn(item)) throw new Unknowable(unknownIn(item)!, name)
      if (typeof axis !== 'number') throw new Misfit(name, 'an integer, a tuple of integers or None', value)
      return axis
    })
  },
}

export const Normalization = layer({
  name: 'Normalization',
  summary: 'Subtracts the mean of data seen before and divides by their standard deviation.',
  link: 'https://keras.io/api/layers/preprocessing_layers/numerical/normalization/',
  parameters: {
    axis: axes,
    mean: anything('float or array', 'The mean; adapt() finds it for None.', null),
    variance: anything('float or array', 'The variance; adapt() finds it for None.', null),
    invert: anything('bool', 'Whether normalized data are turned back.', false),
  },
  traits: { keepsShape: true },
  check({ axis, mean, variance }) {
    if ((mean === null) !== (variance === null)) throw new Misfit('variance', 'given together with mean', variance)
    if (typeof mean === 'string') throw new Misfit('mean', 'a number or an array', mean)
    const [a, b] = [sizesOf(mean), sizesOf(variance)]
    if (!a || !b) return
    if (String(a) !== String(b)) throw new Misfit('variance', 'an array of the sizes of mean', variance)
    if (a.length > axis.length) throw new Misfit('mean', `an array of at most ${axis.length} axes`, mean)
  },
  rule(input, { axis, mean }, call) {
    const kept = axis.map(each => keptAxis(each, input, call)).sort((a, b) => a - b)
    const sizes = kept.map(each => named(axisName(each, input.rank), input.shape[each]!))
    const output = { dims: input.shape }
    if (mean !== null) {
      checkBroadcast(sizes, mean)
      return { output }
    }
    const learned = { shape: sizes, trainable: false }
    const count = { shape: [], trainable: false, dtype: 'int64' }
    return { output, weights: { mean: learned, variance: learned, count }, later: { axes: [] } }
  },
  examples: [
    { call: '', input: '(None, 28, 28, 3)', output: '(None, 28, 28, 3)', parameters: 7 },
    { call: 'mean=0.5, variance=0.25', input: '(None, 28, 28, 3)', output: '(None, 28, 28, 3)', parameters: 0 },
  ],
})

function keptAxis(axis: number, { shape, rank }: Input, call: Call): number {
  const at = axis < 0 ? axis + rank : axis
  const size = shape[at]
  const facts = { argument: 'axis', axis: String(axis), shape }
  if (at < 0 || size === undefined) return call.refuse({ code: 'axis-out-of-range', facts, argument: 'axis' })
  if (isNone(size)) call.refuse({ code: 'undefined-size', facts: { axis: axisName(at, rank), shape } })
  return at
}

/** The mean is spread over the axes that are kept, aligned at the last ones. */
function checkBroadcast(sizes: readonly { readonly of: Formula }[], mean: Value): void {
  const own = sizesOf(mean)
  const fits = own?.every((size, i) => {
    const kept = sizes.at(i - own.length)
    return kept !== undefined && (size === 1 || equalSizes(size, kept.of as Size) !== false)
  })
  if (fits === false) throw new Misfit('mean', 'an array that fits the axes', mean)
}

/** The sizes of an array that is written out; undefined for one that is not. */
function sizesOf(value: Value): readonly number[] | undefined {
  if (isList(value)) {
    const inner = value.length > 0 ? sizesOf(value[0]!) : []
    return inner && [value.length, ...inner]
  }
  return toNumber(value) === undefined ? undefined : []
}

// ---- pipelines

const layers: Parameter<readonly LayerLike[]> = {
  type: 'list of layers',
  meaning: 'The layers, each of which gets what the one before puts out.',
  read(value, name) {
    const lost = unknownIn(value)
    if (lost) throw new Unknowable(lost, name)
    const items = isList(value) ? value : []
    const inner = items.flatMap(item => (typeof item === 'object' && item && isLayerValue(item) ? [item.layer] : []))
    if (!isList(value) || inner.length < items.length) throw new Misfit(name, 'a list of layers', value)
    return inner
  },
}

export const Pipeline = nestLayer({
  name: 'Pipeline',
  summary: 'Applies layers one after the other.',
  link: 'https://keras.io/api/layers/preprocessing_layers/image_augmentation/pipeline/',
  parameters: { layers, name: commonParameters.name },
  without: ['trainable', 'dtype', 'activity_regularizer', 'autocast', 'input_shape', 'input_dim'],
  rule(_, { layers }, call) {
    const runs: Inner[] = []
    let output: Structure<TensorType> = call.tensors.get('inputs')!
    for (const inner of layers) {
      checkImages(inner, output, call)
      const run = inferInner(inner, output, call)
      output = run.facts.output
      runs.push(run)
    }
    return {
      output: mapStructure(output, ({ shape, dtype }): OutputType => ({ dims: shape, dtype })),
      weights: allWeights(layers.map((inner, i) => innerWeights(inner, runs[i]!.facts))),
      macs: sumOf(runs.map(run => run.facts.macs)),
      unbuildable: runs.find(run => run.unbuildable)?.unbuildable,
    }
  },
  examples: [
    {
      call: 'layers=[RandomFlip(), Resizing(height=24, width=24)]',
      input: '(None, 32, 32, 3)',
      output: '(None, 24, 24, 3)',
      parameters: 0,
    },
  ],
})

/** Inside of a pipeline, layers for images look at them. */
function checkImages({ layerKind }: LayerLike, input: Structure<TensorType>, call: Call): void {
  if (layerKind.call[0] !== 'data' || !isLeaf(input) || !isShape(input.shape)) return
  const { shape } = input
  if (shape.length !== 3 && shape.length !== 4)
    call.refuse({ code: 'wrong-rank', facts: { expected: '3 or 4', shape } })
}

const allWeights = (each: readonly (Weights | Unknown)[]): Weights | Unknown =>
  each.find(isUnknown) ?? Object.assign({}, ...each)
