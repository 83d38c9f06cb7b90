/** Layers around another layer. Source: keras/src/layers/rnn, core/wrapper.py, normalization/spectral_normalization.py. */
import { type Formula, named, productOf, sizeOf, sumOf } from '../../tensor/formula.ts'
import { isUnknown, type Unknown, unknown } from '../../tensor/size.ts'
import { isLeaf, mapStructure } from '../../tensor/structure.ts'
import { formula } from '../../tensor/template.ts'
import type { Facts } from '../facts.ts'
import { type Call, type LayerLike, layer, type Outcome, type OutputType, type Weight } from '../layer.ts'
import { anything, Misfit, number, oneOf, optional, Unknowable, wrapped } from '../parameters.ts'
import { inferInner, innerWeights, outputDims, type Weights } from './wrapping.ts'

export const TimeDistributed = layer({
  name: 'TimeDistributed',
  summary: 'Applies a layer to every step.',
  link: 'https://keras.io/api/layers/recurrent_layers/time_distributed/',
  parameters: { layer: wrapped('The layer that is applied.') },
  rank: { atLeast: 3 },
  rule(input, { layer: inner }, call) {
    const steps = input.axis(1, 'steps')
    if (inner.refusesShapes) {
      const reason = `${inner.className} has no compute_output_shape, which says what it puts out at each step`
      call.refuse({ code: 'refused', facts: { reason }, argument: 'layer' })
    }
    const { facts, unbuildable } = inferInner(inner, { ...input, shape: input.shape.toSpliced(1, 1) }, call)
    return {
      output: eachStep(facts, steps, inner, call),
      weights: innerWeights(inner, facts),
      macs: productOf([steps, facts.macs]),
      unbuildable,
      later: { axes: [] },
    }
  },
  examples: [
    { call: 'layer=Dense(10)', input: '(None, 20, 64)', output: '(None, 20, 10)', parameters: 650 },
    {
      call: 'layer=Conv2D(8, 3)',
      input: '(None, 10, 32, 32, 3)',
      output: '(None, 10, 30, 30, 8)',
      parameters: 224,
    },
  ],
})

/** The steps come second. */
function eachStep(facts: Facts, steps: Formula, inner: LayerLike, call: Call): OutputType {
  if (!isLeaf(facts.output)) {
    const reason = `${inner.className} puts out several tensors at each step`
    return call.refuse({ code: 'refused', facts: { reason }, argument: 'layer' })
  }
  const [dims] = outputDims(facts)
  return { dims: isUnknown(dims) ? dims : dims!.toSpliced(1, 0, steps) }
}

const mergeModes = ['sum', 'mul', 'ave', 'concat'] as const

export const Bidirectional = layer({
  name: 'Bidirectional',
  words: ['bi'],
  summary: 'Walks through the steps forward and backward, each with a layer of its own.',
  link: 'https://keras.io/api/layers/recurrent_layers/bidirectional/',
  parameters: {
    layer: wrapped('The recurrent layer; a copy of it reads backward.'),
    merge_mode: optional(oneOf(mergeModes, 'How the two outputs become one; both come out for None.'), 'concat'),
    weights: anything('list of arrays or None', 'What the weights start with.', null),
    backward_layer: optional(wrapped('The layer that reads backward, in place of a copy.')),
  },
  call: ['sequences', 'initial_state', 'mask'],
  traits: { copies: 'layer' },
  check: ({ layer, backward_layer }) => checkDirections(layer, backward_layer),
  rule(input, { layer: inner, merge_mode, backward_layer }, call) {
    const forward = inferInner(inner, input, call)
    const backward = backward_layer ? inferInner(backward_layer, input, call) : forward
    const path = (direction: string) => `${direction}_${inner.name.replace(`${direction}_`, '')}`
    return {
      output: merged(forward.facts, merge_mode),
      weights: both(
        innerWeights(inner, forward.facts, path('forward')),
        backward_layer
          ? innerWeights(backward_layer, backward.facts)
          : innerWeights(inner, forward.facts, path('backward')),
      ),
      macs: sumOf([forward.facts.macs, backward.facts.macs]),
      unbuildable: forward.unbuildable ?? backward.unbuildable,
      later: forward.facts.later ?? { axes: [] },
    }
  },
  examples: [
    { call: 'layer=LSTM(64)', input: '(None, 100, 128)', output: '(None, 128)', parameters: 98816 },
    {
      call: 'layer=GRU(32, return_sequences=True), merge_mode="sum"',
      input: '(None, 10, 16)',
      output: '(None, 10, 32)',
      parameters: 9600,
    },
  ],
})

/** What both directions must agree in. */
const shared = ['stateful', 'return_sequences', 'return_state'] as const

function checkDirections(forward: LayerLike, backward: LayerLike | null): void {
  const ahead = walkOf(forward, 'layer')
  if (backward === null) {
    if (ahead.go_backwards) refuseLayer(forward, 'layer', 'a recurrent layer that reads forward')
    return
  }
  const behind = walkOf(backward, 'backward_layer')
  if (ahead.go_backwards === behind.go_backwards)
    refuseLayer(
      backward,
      'backward_layer',
      `a recurrent layer with go_backwards=${ahead.go_backwards ? 'False' : 'True'}`,
    )
  const other = shared.find(name => ahead[name] !== behind[name])
  if (other) refuseLayer(backward, 'backward_layer', `a recurrent layer with the same ${other} as layer`)
}

type Walk = Readonly<Record<(typeof shared)[number] | 'go_backwards', boolean>>

/** The arguments of a recurrent layer. What a layer of the program's own has is not known. */
function walkOf(inner: LayerLike, argument: string): Walk {
  if (!inner.bound) throw new Unknowable(unknown(`what ${inner.className} does at each step is not known`))
  if (!('go_backwards' in inner.layerKind.parameters)) refuseLayer(inner, argument, 'a recurrent layer')
  return inner.bound.args as unknown as Walk
}

function refuseLayer(layer: LayerLike, argument: string, expected: string): never {
  throw new Misfit(argument, expected, { kind: 'layer', layer })
}

/** The output of one direction, or of both, and then the states of both. */
function merged(facts: Facts, mode: (typeof mergeModes)[number] | null): Outcome['output'] {
  const [first, ...states] = outputDims(facts).map((dims): OutputType => ({ dims }))
  const outputs = mode === null ? [first!, first!] : [mode === 'concat' ? doubled(first!) : first!]
  const all = isLeaf(facts.output) ? outputs : [...outputs, ...states, ...states]
  return all.length === 1 ? all[0]! : all
}

function doubled({ dims }: OutputType): OutputType {
  if (isUnknown(dims)) return { dims }
  return { dims: dims.with(-1, named('features', formula`2 · ${dims.at(-1)!}`)) }
}

const both = (
  a: NonNullable<Outcome['weights']>,
  b: NonNullable<Outcome['weights']>,
): NonNullable<Outcome['weights']> => (isUnknown(a) ? a : isUnknown(b) ? b : { ...a, ...b })

export const SpectralNormalization = layer({
  name: 'SpectralNormalization',
  summary: 'Keeps the kernel of a layer from stretching any input, by dividing it by its largest singular value.',
  link: 'https://keras.io/api/layers/preprocessing_layers/numerical/spectral_normalization/',
  parameters: {
    layer: wrapped('The layer whose kernel is normalized.'),
    power_iterations: number('How often the estimate of the singular value is improved at each step.', 1),
  },
  rank: { atLeast: 1 },
  check({ power_iterations }) {
    if (!(power_iterations > 0)) throw new Misfit('power_iterations', 'a positive integer', power_iterations)
  },
  rule(input, { layer: inner }, call) {
    const { facts, unbuildable } = inferInner(inner, input, call)
    return {
      output: mapStructure(facts.output, (_, i): OutputType => ({ dims: outputDims(facts)[i]! })),
      weights: withEstimate(inner, innerWeights(inner, facts), call),
      macs: facts.macs,
      unbuildable,
      later: { axes: [[-1, sizeOf(input.axis(-1, 'features'))]] },
    }
  },
  examples: [
    { call: 'layer=Dense(10)', input: '(None, 32)', output: '(None, 10)', parameters: 340 },
    { call: 'layer=Conv2D(2, 2)', input: '(None, 10, 10, 3)', output: '(None, 9, 9, 2)', parameters: 28 },
  ],
})

/** The kernel, the estimate of its singular vector, and the other weights. */
function withEstimate(inner: LayerLike, weights: Weights | Unknown, call: Call): Weights | Unknown {
  if (isUnknown(weights)) return weights
  const path = [`${inner.name}/kernel`, `${inner.name}/embeddings`].find(name => name in weights)
  if (path === undefined) {
    const reason = `${inner.className} has neither a kernel nor embeddings`
    return call.refuse({ code: 'refused', facts: { reason }, argument: 'layer' })
  }
  const kernel = weights[path] as Weight
  const { [path]: _, ...others } = weights
  return { [path]: kernel, vector_u: { ...kernel, shape: [1, kernel.shape.at(-1)!], trainable: false }, ...others }
}

export const Wrapper = layer({
  name: 'Wrapper',
  summary: 'The base of layers that wrap another; it does nothing by itself.',
  link: 'https://www.tensorflow.org/api_docs/python/tf/keras/layers/Wrapper',
  parameters: { layer: wrapped('The layer that is wrapped.') },
  rule: (_, { layer }, call) =>
    call.refuse({ code: 'refused', facts: { reason: `it does not say what it does with ${layer.name}` } }),
  examples: [],
})
