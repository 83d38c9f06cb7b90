/** What all layers that change images share. Source: keras/src/layers/preprocessing/image_preprocessing. */
import { mapStructure } from '../../tensor/structure.ts'
import {
  type Call,
  type Example,
  type Input,
  type LayerKind,
  nestLayer,
  type Outcome,
  type OutputType,
  type Parameters,
  type Reporter,
} from '../layer.ts'
import { anything, keyword, Misfit, type Parameter } from '../parameters.ts'
import { unknownIn, type Value } from '../value.ts'
import { baseStrength } from './augmentation-arguments.ts'
import { dataFormat } from './spatial.ts'

type Arguments = Readonly<Record<string, unknown>>

interface Augmentation {
  readonly summary: string
  /** Its page, where that is not among those on augmentation under its own name. */
  readonly link?: string
  readonly parameters: Parameters
  /** Whether the base class reads a `factor` that the layer has no use for. */
  readonly readsFactor?: boolean
  readonly check?: (args: Arguments, call: Reporter) => void
  /** The shapes stay as they are where it says nothing else. */
  readonly rule?: (inputs: readonly Input[], args: Arguments, call: Call) => Outcome
  readonly examples?: readonly Example[]
}

/** Declares a layer that takes images, or a dictionary of images, labels and boxes. */
export function augmentation(name: string, record: Augmentation): LayerKind {
  const { summary, link = linkTo(name), parameters, readsFactor = false, check = () => {}, rule, examples } = record
  const inherited: Parameters = {
    factor: readsFactor ? baseFactor() : noFactor(),
    bounding_box_format: keyword(anything('str', 'How bounding boxes are written.', null)),
    data_format: keyword(dataFormat()),
  }
  const further = Object.entries(inherited).filter(([each]) => !(each in parameters))
  return nestLayer({
    name,
    summary,
    link,
    call: ['data'],
    parameters: { ...parameters, ...Object.fromEntries(further) },
    check,
    rule: rule ?? ((inputs, _, call) => sameShapes(inputs, call)),
    examples: examples ?? [exampleOf(parameters)],
  })
}

const noFactor = (): Parameter<Value> => ({
  ...keyword(anything('None', 'Not taken by this layer.', null)),
  read(value, name) {
    if (value !== null && !unknownIn(value)) throw new Misfit(name, 'None: this layer takes no factor', value)
    return value
  },
})

const baseFactor = () => keyword(baseStrength('Not used by this layer.', null))

/** Required arguments are strengths. */
const exampleOf = (parameters: Parameters): Example => ({
  call: Object.entries(parameters)
    .filter(([, { default: fallback }]) => fallback === undefined)
    .map(([name]) => `${name}=0.2`)
    .join(', '),
  input: '(None, 32, 32, 3)',
  output: '(None, 32, 32, 3)',
  parameters: 0,
})

const linkTo = (name: string): string =>
  `https://keras.io/api/layers/preprocessing_layers/image_augmentation/${name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()}/`

/** All tensors of the nest come out with their shapes, in the type that the layer computes with unless `dtype` says other. */
export const sameShapes = (inputs: readonly Input[], call: Call, dtype?: (input: Input) => string): Outcome => ({
  output: mapStructure(call.tensors.get('data')!, (_, i): OutputType => {
    const input = inputs[i]!
    return { dims: input.shape, ...(dtype && { dtype: dtype(input) }) }
  }),
})
