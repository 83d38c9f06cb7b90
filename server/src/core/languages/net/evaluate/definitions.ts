/** What a file defines: blocks, models and functions, before anything is made of them. */
import type { Model } from '../../../model/model.ts'
import type { Place } from '../../../source/span.ts'
import type { Item } from '../parse/outline.ts'
import type { BlockStatement, Expression, ModelStatement, ParameterNode } from '../syntax.ts'
import type { Module } from './modules.ts'

interface Definition {
  readonly name: string
  readonly module: Module
  /** Where its head starts, from which the nodes of the head count. */
  readonly base: number
  readonly parameters: readonly ParameterNode[]
}

/** Lines that are used as a layer and stand in the model where they are used. */
export interface Block extends Definition {
  readonly kind: 'block'
  readonly statement: BlockStatement
  readonly body: readonly Item[]
  /** Whether something uses it. */
  isUsed: boolean
}

/** A model, made when it is needed. */
export interface ModelDefinition extends Definition {
  readonly kind: 'model'
  /** Undefined for lines that stand in a file without a `model` before them. */
  readonly statement: ModelStatement | undefined
  readonly body: readonly Item[]
  readonly place: Place
  /** Where its name stands. */
  readonly nameAt: Place | undefined
  /** The one model of that name, once it has been made; `making` while it is. */
  instance: Model | 'making' | 'none' | undefined
  isUsed: boolean
}

/** `let half(n) = n // 2`. */
export interface FunctionDefinition extends Definition {
  readonly kind: 'function'
  readonly value: Expression
}

/** Whether it can be made without being given anything. */
export const needsNothing = ({ parameters }: Definition): boolean =>
  parameters.every(parameter => parameter.default !== undefined)
