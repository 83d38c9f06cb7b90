/** Dense layers over any axes, written as einsum equations. Source: keras/src/layers/core/einsum_dense.py. */
import { type Formula, named, productOf } from '../../tensor/formula.ts'
import { equalSizes, isNone, isUnknown, none, printSize, type Size } from '../../tensor/size.ts'
import { type Call, type Input, layer } from '../layer.ts'
import { constraint, initializer, regularizer } from '../named-objects.ts'
import { activation, anything, ignored, Misfit, type Parameter, Unknowable } from '../parameters.ts'
import { isList, isSizeValue, type Value } from '../value.ts'
import { adapted, loraOptions } from './weight-options.ts'

/** Sizes without the batch; what is no size is refused at the call. */
const outputShape: Parameter<readonly Value[]> = {
  type: 'int or tuple of ints',
  meaning: 'The sizes of an output sample, without the axes that `...` stands for.',
  arrays: 'tuples',
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (isList(value)) return value
    if (isSizeValue(value) || typeof value === 'boolean') return [value]
    throw new Misfit(name, 'an integer or a tuple of integers', value)
  },
}

export const EinsumDense = layer({
  name: 'EinsumDense',
  summary: 'Multiplies the input with a kernel over the axes that an equation names.',
  link: 'https://keras.io/api/layers/core_layers/einsum_dense/',
  parameters: {
    equation: anything('str', 'Which axes of input and kernel meet: `abc,cd->abd`.'),
    output_shape: outputShape,
    activation: activation(),
    bias_axes: anything('str', 'The output axes that the bias has; no bias for None.', null),
    kernel_initializer: initializer('How the kernel starts.', 'glorot_uniform'),
    bias_initializer: initializer('How the bias starts.', 'zeros'),
    kernel_regularizer: regularizer('Penalty on the kernel.'),
    bias_regularizer: regularizer('Penalty on the bias.'),
    kernel_constraint: constraint('Constraint on the kernel.'),
    bias_constraint: constraint('Constraint on the bias.'),
    ...loraOptions,
    gptq_unpacked_column_size: ignored('The columns of a kernel that is stored in fewer bits.'),
    quantization_config: ignored('How the weights are stored in fewer bits.'),
  },
  rule(input, { equation, output_shape, bias_axes, lora_rank, kernel_constraint }, call) {
    const spec = readEquation(equation, input, call)
    const output = outputSizes(spec, output_shape.map(readOutputSize(output_shape)), input)
    checkShared(spec, input, output, call)
    const kernel = [...spec.kernel].map(letter => named(letter, kernelSize(letter, spec, input, output)))
    const bias = bias_axes !== null && biasShape(spec, readBiasAxes(bias_axes, spec), output)
    return {
      output: { dims: output },
      weights: adapted('kernel', kernel, { bias }, { lora_rank, constraint: kernel_constraint }, call),
      macs: productOf([...input.shape.slice(1), ...kernel.filter(({ name }) => !spec.input.includes(name))]),
      later: { rank: input.rank, axes: [] },
    }
  },
  examples: [
    {
      call: "equation='abc,cd->abd', output_shape=(None, 64)",
      input: '(None, 32, 128)',
      output: '(None, None, 64)',
      parameters: 8192,
    },
    {
      call: "equation='...x,xy->...y', output_shape=64, bias_axes='y'",
      input: '(None, 32, 128)',
      output: '(None, 32, 64)',
      parameters: 8256,
    },
  ],
})

interface Spec {
  readonly input: string
  readonly kernel: string
  readonly output: string
  /** How many axes of the input have no letter. */
  readonly elided: number
  /** Whether they come first. */
  readonly leading: boolean
}

const forms = [
  { pattern: /^([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)/, leading: false },
  { pattern: /^0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)/, leading: true },
  { pattern: /^([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0/, leading: false },
]

function readEquation(equation: Value, input: Input, call: Call): Spec {
  if (isUnknown(equation)) throw new Unknowable(equation, 'equation')
  const spec = parseEquation(equation, input.rank)
  const expected = `at least ${spec.input.length}`
  if (spec.elided < 0) call.refuse({ code: 'wrong-rank', facts: { expected, shape: input.shape } })
  return spec
}

/** As Keras reads it: what comes after the last group of letters is passed over. */
function parseEquation(equation: Value, rank: number): Spec {
  const text = typeof equation === 'string' ? equation.replaceAll('...', '0') : ''
  for (const { pattern, leading } of forms) {
    const [, input, kernel, output] = pattern.exec(text) ?? []
    if (input && kernel && output) return { input, kernel, output, elided: rank - input.length, leading }
  }
  throw new Misfit('equation', "an equation such as 'abc,cd->abd', '...b,bc->...c' or 'ab...,bc->ac...'", equation)
}

const readOutputSize =
  (whole: readonly Value[]) =>
  (value: Value): Size => {
    if (value === null) return none
    const size = typeof value === 'boolean' ? Number(value) : value
    if (isSizeValue(size) && !(typeof size === 'number' && size < 0)) return size
    throw new Misfit('output_shape', 'a tuple of integers', whole)
  }

/** The axes without a letter come from the input; Keras turns the order of leading ones around. */
function outputSizes({ elided, leading }: Spec, written: readonly Size[], { shape, rank }: Input): readonly Size[] {
  const batch = shape[0]!
  if (leading) return [batch, ...shape.slice(1, elided).reverse(), ...written]
  return [batch, ...written, ...shape.slice(rank - elided)]
}

const inInput = (letter: string, { input, elided, leading }: Spec, { shape }: Input): Size =>
  shape[input.lastIndexOf(letter) + (leading ? elided : 0)]!

function inOutput(letter: string, { output, elided, leading }: Spec, sizes: readonly Size[]): Size {
  const size = sizes[output.lastIndexOf(letter) + (leading ? elided : 0)]
  if (size === undefined)
    throw new Misfit('output_shape', `a tuple with a size for each letter of ${output} but the first`, sizesOf(sizes))
  return size
}

const sizesOf = (sizes: readonly Size[]): Value => sizes.slice(1).map(size => (isNone(size) ? null : size))

/** A letter of both sides has one size; None in the output agrees with any. */
function checkShared(spec: Spec, input: Input, output: readonly Size[], call: Call): void {
  for (const letter of spec.input) {
    if (!spec.output.includes(letter)) continue
    const [before, after] = [inInput(letter, spec, input), inOutput(letter, spec, output)]
    const differs = !isNone(after) && (isNone(before) || equalSizes(before, after) === false)
    if (!differs) continue
    const reason = `${letter} is ${printSize(before)} in the input and ${printSize(after)} in output_shape`
    call.refuse({ code: 'unequal-shapes', facts: { shapes: [input.shape, output], reason } })
  }
  const lost = [...spec.output].find(letter => !spec.input.includes(letter) && !spec.kernel.includes(letter))
  if (lost !== undefined) refuseLetter(`${lost} of the output is neither an axis of the input nor of the kernel`, call)
  const free = [...spec.kernel].find(letter => !spec.input.includes(letter) && !spec.output.includes(letter))
  if (free !== undefined) refuseLetter(`${free} of the kernel is neither an axis of the input nor of the output`, call)
}

const refuseLetter = (reason: string, call: Call): never =>
  call.refuse({ code: 'refused', facts: { reason }, argument: 'equation' })

const kernelSize = (letter: string, spec: Spec, input: Input, output: readonly Size[]): Size =>
  spec.output.includes(letter) ? inOutput(letter, spec, output) : inInput(letter, spec, input)

function readBiasAxes(value: Value, { output }: Spec): readonly string[] {
  if (isUnknown(value)) throw new Unknowable(value, 'bias_axes')
  const axes = typeof value === 'string' ? [...value] : isList(value) ? value : []
  const letters = axes.filter(axis => typeof axis === 'string')
  if (letters.length === axes.length && letters.length > 0 && letters.every(axis => output.includes(axis)))
    return letters
  throw new Misfit('bias_axes', `some letters of ${output}`, value)
}

/** From the first axis that it has on, with size 1 along those that it lacks. */
function biasShape(spec: Spec, axes: readonly string[], output: readonly Size[]): readonly Formula[] {
  const first = Math.min(...axes.map(axis => spec.output.indexOf(axis)))
  const sizes = [...spec.output].map(letter => named(letter, inOutput(letter, spec, output)))
  const own = sizes.slice(first).map(size => (axes.includes(size.name) ? size : 1))
  return spec.leading ? own : [...own, ...Array<Formula>(spec.elided).fill(1)]
}
