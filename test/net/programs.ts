/** Random programs in `.net`, written with all kinds of spaces, valid or with mistakes. */
import fc from 'fast-check'

/** In templates `~` is any number of spaces or none, a space is one at least. */
const layers = [
  'dense 8 relu',
  'conv 4 3~x~3 same',
  'conv filters~=~4 kernel_size~=~(3~,~3)',
  'conv (width~*~2) 3x3 padding~=~"same"',
  'conv width~*~2 1x1',
  'conv width - 1 1',
  'dense 3 -1',
  'bn',
  'dropout .5',
  'maxpool 2x2 strides~=~2 same',
  'relu',
  'unit width',
  'unit width~+~1 depth~=~(2 if i~==~0 else 1)',
  'pair from a b',
  'a~=~conv 4 1x1',
  'b~=~relu from a',
  'add a',
  'concat a b',
  'ops.abs',
  'ops.multiply b from a',
  'enc from a',
  'left~,~right~=~split 2',
  'a',
  'activation (relu)',
  'time_distributed (~dense 4~)',
  'reshape (~height~,~width~*~1~,~channels~)',
  'reshape (\n   height,  # rows\n\n\n      width,\n     channels)',
  'dense sizes[~0~] name~=~"d{i~+~1}"',
  'dense max(~8~,~width~)',
  'dense row.units activation~=~row.act',
  'nothing 3',
] as const

const openers = [
  'repeat 2',
  'repeat width~//~4 as i',
  'for i in [~1~,~2~]',
  'for row in rows',
  'for k~,~v in [(1~,~2)~,~(3~,~4)]',
  'if width~>~4 and not false',
  'branch a',
  'branch b from a',
  'sequential name~=~inner',
] as const

const heads = [
  'let width~=~8',
  'let sizes~=~[4~,~8]',
  'let half(~v~,~d~=~2~)~=~v~//~d',
  'let h~,~w~=~[~8~,~9~]',
  'let n~=~?',
  'use "other.net"',
  'use "keras/vgg" as vgg',
] as const

const blocks = [
  ['block unit filters depth~=~1', ['conv filters 3x3 same relu', 'bn']],
  ['block pair from a b', ['add b from a']],
  ['table rows', ['units act', '8 relu', '16   "tanh"', '4 linear']],
] as const

const models = ['model A', 'model "B 2" classes~=~3', 'model C size~=~4x4'] as const
const comments = ['# a comment', '#x', '#', '##  two  '] as const
const noise = [
  '(',
  ')',
  '[',
  ']',
  '=',
  ',',
  '"',
  "'",
  '#',
  'x',
  '.',
  '-',
  ' from ',
  '{',
  '?',
  '  ',
  '\n',
  '\t',
] as const

interface Node {
  readonly head: string
  readonly body: readonly Node[]
}

const { node } = fc.letrec<{ node: Node }>(tie => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 5, arbitrary: fc.constantFrom(...layers).map(head => ({ head, body: [] })) },
    {
      weight: 2,
      arbitrary: fc.record({
        head: fc.constantFrom(...openers),
        body: fc.array(tie('node'), { minLength: 1, maxLength: 4 }),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom(...comments, '').map(head => ({ head, body: [] })) },
  ),
}))

const lines = fc.array(node, { minLength: 1, maxLength: 6 })
const block = fc
  .constantFrom(...blocks)
  .map(([head, body]) => ({ head, body: body.map(line => ({ head: line, body: [] })) }))
const start = [
  { head: 'input 8x8x4', body: [] },
  { head: 'shared enc~=~conv 4 1x1', body: [] },
  { head: 'a~=~relu', body: [] },
]
const model = fc.record({
  head: fc.constantFrom(...models),
  body: lines.map(body => [...start, ...body]),
  isFlat: fc.boolean(),
})

const parts = fc.tuple(
  fc.array(
    fc.constantFrom(...heads).map(head => ({ head, body: [] as Node[] })),
    { maxLength: 4 },
  ),
  fc.array(block, { maxLength: 3 }),
  fc.array(model, { maxLength: 2 }),
  lines,
)

const all = parts.map(([heads, blocks, models, rest]) => [
  ...heads,
  ...blocks,
  ...rest,
  ...models.flatMap(({ head, body, isFlat }) => (isFlat ? [{ head, body: [] }, ...body] : [{ head, body }])),
])

/** A valid program, as far as its layers fit each other. */
export const validProgram: fc.Arbitrary<string> = fc
  .tuple(all, fc.integer(), fc.constantFrom('\n', '\n', '\n', '\r\n', '\r'))
  .map(([nodes, seed, lineBreak]) => written(nodes, seed).replaceAll('\n', lineBreak))

/** A program with up to three mistakes in it. */
export const program: fc.Arbitrary<string> = fc
  .tuple(validProgram, fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', '', ...noise)), { maxLength: 3 }))
  .map(([text, mistakes]) =>
    mistakes.reduce((result, [place, length, insert]) => {
      const at = place % (result.length + 1)
      return result.slice(0, at) + insert + result.slice(at + length)
    }, text),
  )

function written(nodes: readonly Node[], seed: number): string {
  const random = randomFrom(seed)
  const spaces = (least: number) => ' '.repeat(least + (random(4) === 0 ? random(4) : least === 0 ? random(2) : 0))
  const ending = () => (random(6) === 0 ? `${spaces(1)}# ${comments[random(comments.length)]}` : spaces(0))
  const write = ({ head, body }: Node, indent: number): string => {
    const text = head.replace(/[~ ]/g, sign => (sign === '~' ? spaces(0) : spaces(1)))
    const hanging = text.replaceAll('\n', `\n${' '.repeat(indent)}`)
    const deeper = indent + 1 + random(5)
    const blank = random(8) === 0 ? '\n\n'.slice(random(2)) : ''
    return `${blank}${' '.repeat(indent)}${hanging}${ending()}\n${body.map(each => write(each, deeper)).join('')}`
  }
  return nodes.map(node => write(node, 0)).join('')
}

/** Whole numbers below a limit, the same ones for a seed. */
function randomFrom(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return limit => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
