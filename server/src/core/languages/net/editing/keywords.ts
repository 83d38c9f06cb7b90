/** The words of the language, with what they are for. */
import type { Topic } from '../../../layers/topic.ts'

const keywords: ReadonlyMap<string, Topic> = new Map(
  Object.entries({
    model: ['model NAME parameters', 'Begins a model. Its lines are those after it, indented or up to the next model.'],
    block: ['block NAME parameters from tensors', 'Defines lines that are used like a layer, by their name.'],
    use: ['use "blocks.net" as name', 'Brings along what another file defines.'],
    let: ['let name = value', 'Names a value, a size that stays open, or a function of values.'],
    table: ['table NAME', 'Names a table: a line with the names of its columns, then its rows.'],
    branch: ['branch NAME from tensor', 'Lines beside the others, which then go on from where they were.'],
    repeat: ['repeat times as i', 'Goes through its lines again and again.'],
    for: ['for name in values', 'Goes through its lines for each value of a list, or each row of a table.'],
    if: ['if condition', 'Goes through its lines where the condition holds.'],
    elif: ['elif condition', 'Goes through its lines where this condition holds and none before.'],
    else: ['else', 'Goes through its lines where no condition before holds.'],
    shared: ['shared name = layer', 'Makes a layer that lines call by its name, with the same weights.'],
    output: ['output tensors', 'Says what the model or the block puts out, where that is not its last line.'],
    from: ['layer from tensors', 'Says what a layer goes on from instead of the line before.'],
    sequential: ['sequential name=…', 'A model whose layers are the lines of its body.'],
    as: ['repeat 3 as i', 'Gives a name.'],
    in: ['for value in values', 'Says which values, or asks whether a value is one of several.'],
  }).map(([word, [code, text]]) => [word, { code: code!, text: text! }]),
)

/** The topic of a word of the language; undefined for other words. */
export const keywordTopic = (word: string): Topic | undefined => keywords.get(word)

const sizes: ReadonlyMap<string, Topic> = new Map(
  Object.entries({
    channels: 'The size of the last axis of what the line before puts out.',
    height: 'The size of its second axis, the one after the batch.',
    width: 'The size of its third axis.',
    length: 'The size of its second axis, the one after the batch.',
    shape: 'The sizes of all its axes, the batch first.',
    rank: 'How many axes it has, the batch included.',
  }).map(([name, text]) => [name, { code: name, text }]),
)

/** What a block is called on, where it gives it no other name. */
export const inputTopic: Topic = { code: 'input', text: 'What the block is called on.' }

/** What can be asked of a tensor. */
export const tensorProperties: readonly string[] = [...sizes.keys()]
export const propertyTopic = (name: string): Topic | undefined => sizes.get(name)

/** The constants, in the spelling of the language. */
export const constants: readonly string[] = ['true', 'false', 'none']
