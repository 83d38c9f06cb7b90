/**
 * A layer kind: everything this project knows about one class of layer, as one record.
 *
 * Argument binding, diagnostics, hints, hovers, totals, completion, documentation and tests all follow from the record.
 * A rule is written as if everything were known: an unknown size flows through its arithmetic, and reading an unknown
 * choice unwinds to `infer.ts`. Parameters are never counted in a rule: counts follow from the weights it declares.
 */

import { type Formula, type Named, named } from '../tensor/formula.ts'
import type { Shape, TensorType } from '../tensor/shape.ts'
import { isUnknown, type Size, type Unknown, unknown } from '../tensor/size.ts'
import type { Structure } from '../tensor/structure.ts'
import type { Bound } from './bind.ts'
import type { Facts, WeightFact } from './facts.ts'
import { type Parameter, Unknowable } from './parameters.ts'
import type { Finding } from './problem.ts'
import type { Value } from './value.ts'

export type Parameters = Readonly<Record<string, Parameter<unknown>>>

/** The values a rule reads, typed after the parameters. */
export type Arguments<P extends Parameters> = {
  readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never
}

export interface LayerKind {
  /** Keras's class name. */
  readonly name: string
  /** Other names for the same class in Keras (`MaxPool2D`, `Convolution2D`). */
  readonly aliases: readonly string[]
  /** Functions of keras.layers that make a layer of this kind and call it at once (`add([a, b])`), with their own defaults. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, Value>>>>
  /** Short words for it in `.net`, besides the class name in lower snake case. */
  readonly words: readonly string[]
  /** One sentence: what it does. */
  readonly summary: string
  /** Its page on keras.io. */
  readonly link: string
  /** In Keras's order and spelling; those that every layer has (`name`, `trainable` …) are in `common.ts`. */
  readonly parameters: Parameters
  /** Those of `commonParameters` that Keras's class does not take. */
  readonly without: readonly string[]
  /** Whether Keras passes over arguments that it does not know. */
  readonly takesAnything: boolean
  /**
   * What it is called on: one tensor, a list of tensors, any nest of tensors, nothing (an input), or tensors and numbers
   * by name (an operation).
   */
  readonly takes: 'tensor' | 'list' | 'nest' | 'nothing' | 'operands'
  /** The tensor arguments of a call in order; the first is what `takes` describes. */
  readonly call: readonly string[]
  readonly rank: RankRule | undefined
  /** What Keras refuses when the layer is made, before any input is known. */
  readonly check: (args: Arguments<Parameters>, call: Reporter) => void
  readonly rule: (inputs: readonly Input[], args: Arguments<Parameters>, call: Call) => Outcome
  readonly traits: Traits
  readonly examples: readonly Example[]
}

/** How many axes the (first) input must have, the batch included. `axes` names them for messages. */
export interface RankRule {
  readonly exactly?: number
  readonly atLeast?: number
  readonly atMost?: number
}

/** What advice about neighboring layers needs to know of a kind. */
export interface Traits {
  /** Another argument of this kind keeps an axis that the output lacks: `return_sequences=True`. */
  readonly keepsAxisWith?: { readonly argument: string; readonly value: boolean }
  /** The function that the layer is, for a layer that only activates: `relu`. */
  readonly activation?: (args: Arguments<Parameters>) => string | undefined
  /** The mean over the batch is subtracted, so that a constant added just before has no effect. */
  readonly subtractsMean?: boolean
  /** Works on the last axis alone; on a feature map it is applied at each position. */
  readonly lastAxisOnly?: boolean
  /** Gives something else where it runs than where a model is planned: the option by which its rule is told so. */
  readonly runOption?: string
  /** Holds the cells of a recurrent layer. */
  readonly holdsCells?: boolean
  /** The argument that holds a layer of which it makes a copy, instead of using the layer itself. */
  readonly copies?: string
  /** Puts out the shape of its input and multiplies no matrices, whatever its arguments are. */
  readonly keepsShape?: boolean
}

/** A call, its input's shape(s) and what real Keras gives; run as tests, shown in the documentation and on hover. */
export interface Example {
  /** Python arguments: `filters=32, kernel_size=3`. */
  readonly call: string
  readonly input: string
  /** What else the call gets, tensors by their shapes: `value=(None, 10, 64), return_attention_scores=True`. */
  readonly with?: string
  readonly output: string
  readonly parameters: number
}

/** What a rule gets besides its input and arguments. */
export interface Call extends Reporter {
  /** All tensors of the call by the names of `LayerKind.call`. */
  readonly tensors: ReadonlyMap<string, Structure<TensorType>>
  /** What else was passed to the call: `training=True`, `return_attention_scores=True`. */
  readonly options: ReadonlyMap<string, Value>
}

export interface Reporter {
  /** What was written by position, by the parameters' names. */
  readonly positional: ReadonlyMap<string, Value>
  /** Notes a problem and goes on with what can still be said. */
  readonly report: (finding: Finding) => void
  /** Notes a problem after which nothing can be said. */
  readonly refuse: (finding: Finding) => never
}

/** What a rule says about one call. */
export interface Outcome {
  readonly output: Structure<OutputType>
  /** Each weight by its name, in the order in which Keras makes them; false where there is none. */
  readonly weights?: Readonly<Record<string, Weight | readonly Formula[] | false>> | Unknown
  /** Why Keras cannot build the layer for this input. A layer that an earlier call has built does not meet it. */
  readonly unbuildable?: Finding | undefined
  /** Multiply–accumulates of the matrix products for one sample, biases not counted; 0 where it says nothing. */
  readonly macs?: Formula
  /** What Keras compares later inputs with, where it is not simply all that the weights were made for. */
  readonly later?: LaterInputs
  /** How far along each spatial axis one output looks, and how far the next one is away, for windows. */
  readonly window?: readonly { readonly reach: Formula; readonly stride: Formula }[]
}

/** Keras's `InputSpec` of a layer that was built: the number of axes, and the sizes of some; None agrees with any. */
export interface LaterInputs {
  readonly rank?: number
  readonly axes: readonly (readonly [axis: number, size: Size])[]
}

/** The sizes of one output, batch first; `named` ones are explained under their name. */
export interface OutputType {
  readonly dims: readonly Formula[] | Unknown
  /** The type that the layer computes with where it says nothing. */
  readonly dtype?: string
}

export interface Weight {
  readonly shape: readonly Formula[]
  readonly trainable: boolean
  readonly dtype?: string
  /** The argument that says how it starts; `<name>_initializer` where nothing is said. */
  readonly initializer?: string
}

/** A tensor argument besides the first; undefined where it is left out or None. What is no tensor here may be one to Keras. */
export function tensorArgument(name: string, { tensors, options }: Call): Structure<TensorType> | undefined {
  const option = options.get(name) ?? null
  if (option !== null)
    throw new Unknowable(isUnknown(option) ? option : unknown(`${name} is no tensor that is followed`))
  return tensors.get(name)
}

/** One input tensor as a rule sees it: its rank is known. */
export class Input {
  constructor(
    readonly shape: Shape,
    readonly dtype: string,
  ) {}

  get rank(): number {
    return this.shape.length
  }

  /** The size of `axis` under a name that formulas show. Negative axes count from the end. */
  axis(axis: number, name: string): Named {
    const size = this.shape.at(axis)
    if (size === undefined) throw new RangeError(`axis ${axis} of a shape of rank ${this.rank}`)
    return named(name, size)
  }
}

/** A layer or model as a value: what a wrapper needs of what it wraps. */
export interface LayerLike {
  readonly className: string
  readonly name: string
  readonly layerKind: LayerKind
  /** Its kind with its arguments; absent for a model. */
  readonly bound?: Bound
  /** Whether training changes its weights; true where nothing is said, unknown after code that is not followed. */
  readonly trainable?: boolean | Unknown
  /** Whether Keras cannot tell now what it puts out without calling it, as with classes of the program's own. */
  readonly refusesShapes?: boolean
  /** What it is as a cell of a recurrent layer, where the program says what it does. */
  readonly cell?: OwnCell | undefined
  /** What the layer would put out for these inputs, without calling it. */
  infer(inputs: Structure<TensorType>): Facts
}

/** A layer of the program's own as the cell of a recurrent one. */
export interface OwnCell {
  /** The size of its state, or a list with one for each part; undefined where it says none. */
  readonly stateSize: Value | undefined
  /** The size of what it puts out; None where that is the first part of the state. */
  readonly outputSize: Value
  /** Builds it for the input of one step, and gives its weights. */
  readonly build: (step: TensorType) => readonly WeightFact[] | Unknown
}

type Optional = 'aliases' | 'functions' | 'words' | 'call' | 'rank' | 'without' | 'takesAnything'
type Plain = Omit<LayerKind, 'parameters' | 'check' | 'rule' | 'traits' | 'takes' | Optional>

/** A record as a family's file writes it: typed after its own parameters, and without what it does not need to say. */
interface KindRecord<P extends Parameters, I> extends Plain, Partial<Pick<LayerKind, Optional>> {
  readonly parameters: P
  readonly check?: (args: Arguments<P>, call: Reporter) => void
  readonly rule: (input: I, args: Arguments<P>, call: Call) => Outcome
  readonly traits?: Omit<Traits, 'activation'> & { readonly activation?: (args: Arguments<P>) => string | undefined }
}

/** Declares a kind that is called on one tensor. */
export const layer = <P extends Parameters>(record: KindRecord<P, Input>): LayerKind =>
  declare({ ...record, rule: ([input], args, call) => record.rule(input!, args, call) }, 'tensor')

/** Declares a kind that is called on a list of tensors. */
export const listLayer = <P extends Parameters>(record: KindRecord<P, readonly Input[]>): LayerKind =>
  declare(record, 'list')

/** Declares a kind that is called on any nest of tensors; the rule gets them flattened. */
export const nestLayer = <P extends Parameters>(record: KindRecord<P, readonly Input[]>): LayerKind =>
  declare(record, 'nest')

/** Declares a kind that is called on nothing: an input. */
export const sourceLayer = <P extends Parameters>(record: KindRecord<P, undefined>): LayerKind =>
  declare({ ...record, rule: (_, args, call) => record.rule(undefined, args, call) }, 'nothing')

/** Forgets the parameters' types: `bind` reads exactly the parameters that the record declares. */
function declare<P extends Parameters>(record: KindRecord<P, readonly Input[]>, takes: LayerKind['takes']): LayerKind {
  const defaults = {
    aliases: [],
    words: [],
    functions: {},
    takesAnything: false,
    without: [],
    call: ['inputs'],
    rank: undefined,
    traits: {},
    check: () => {},
  }
  return { ...defaults, ...record, takes } as unknown as LayerKind
}
