/** Operations that cut images into patches. Source: keras/src/ops/image.py and tensorflow's `extract_patches`. */
import { type Formula, named } from '../../../tensor/formula.ts'
import { isUnknown } from '../../../tensor/size.ts'
import { formula } from '../../../tensor/template.ts'
import type { Window } from '../../../tensor/windows.ts'
import { type Call, Input } from '../../layer.ts'
import { type Operands, operation } from '../../operation.ts'
import { Misfit, oneOf, optional, type Parameter, readInteger, Unknowable } from '../../parameters.ts'
import { isList } from '../../value.ts'
import { dataFormat, slide, spaceOf } from '../spatial.ts'

const integersOf = (meaning: string, counts: readonly number[], single: boolean): Parameter<readonly number[]> => ({
  type: single ? 'int or tuple of ints' : 'tuple of ints',
  meaning,
  read(value, name) {
    if (isUnknown(value)) throw new Unknowable(value, name)
    if (!isList(value) && single) return [readInteger(value, name)]
    if (!isList(value) || !counts.includes(value.length))
      throw new Misfit(name, `a list of ${counts.join(' or ')} integers`, value)
    return value.map(each => readInteger(each, name))
  },
})

/** The patches of images, the elements of each in one axis. */
function patchesOf(operands: Operands, windows: readonly Window[], first: boolean, call: Call) {
  const { shape, dtype } = operands.tensor('images')
  const isAlone = shape.length === windows.length + 1
  if (!isAlone && shape.length !== windows.length + 2)
    call.refuse({ code: 'wrong-rank', facts: { expected: `${windows.length + 1} or ${windows.length + 2}`, shape } })
  const input = new Input(isAlone ? [1, ...shape] : shape, dtype)
  const space = spaceOf(input, windows.length, first ? 'channels_first' : null)
  const lengths = slide(space, { windows, argument: 'kernel_size' }, call)
  const channels = windows.reduce<Formula>((all, { size }) => formula`${all} · ${size}`, space.channels)
  const dims = space.shape(lengths, channels)
  return { output: { dims: isAlone ? dims.slice(1) : dims, dtype } }
}

const window = (size: number, stride: number, dilation: number, padding: 'valid' | 'same'): Window => ({
  size: named('patch', size),
  stride: named('stride', stride),
  dilation,
  padding,
})

const paddings = oneOf(['valid', 'same'], 'What happens at the edges.', 'valid', { ignoreCase: true })

/** Two or three sides, or one number for both. */
const sides = integersOf('The size of the patches.', [2, 3], true)

export const ExtractPatches = operation({
  name: 'ExtractPatches',
  summary: 'Cuts images into patches.',
  signatures: [
    "ops.image.extract_patches(images, size, strides=None, dilation_rate=1, padding='valid', data_format=None)",
  ],
  call: ['images'],
  parameters: {
    size: sides,
    strides: optional(integersOf('How far apart they are.', [2, 3], true)),
    dilation_rate: integersOf('How far apart their elements are.', [2, 3], true),
    padding: paddings,
    data_format: dataFormat(),
  },
  rule(operands, { size, strides, dilation_rate, padding, data_format }, call) {
    const all = size.length === 1 ? [size[0]!, size[0]!] : size
    const at = (each: readonly number[], i: number) => each[i] ?? each[0]!
    const windows = all.map((side, i) => window(side, at(strides ?? all, i), at(dilation_rate, i), padding))
    return patchesOf(operands, windows, data_format === 'channels_first', call)
  },
})

/** One number for each axis of the images, of which those of the batch and the channels are 1. */
const ofAxes = (meaning: string) => integersOf(meaning, [4], false)

export const ExtractImagePatches = operation({
  name: 'ExtractPatches',
  summary: 'Cuts images into patches.',
  signatures: ['tf.image.extract_patches(images, sizes, strides, rates, padding, name=None)'],
  call: ['images'],
  parameters: {
    sizes: ofAxes('The size of the patches.'),
    strides: ofAxes('How far apart they are.'),
    rates: ofAxes('How far apart their elements are.'),
    padding: paddings,
  },
  rule(operands, { sizes, strides, rates, padding }, call) {
    const windows = [1, 2].map(i => window(sizes[i]!, strides[i]!, rates[i]!, padding))
    const images = operands.tensor('images')
    if (images.rank !== 4) call.refuse({ code: 'wrong-rank', facts: { expected: '4', shape: images.shape } })
    return patchesOf(operands, windows, false, call)
  },
})
