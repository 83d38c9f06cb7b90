/** Operations that exchange space for channels. Source: keras/src/ops/nn.py. */
import type { Formula } from '../../../tensor/formula.ts'
import { formula } from '../../../tensor/template.ts'
import { Input } from '../../layer.ts'
import { operation } from '../../operation.ts'
import { integer, Misfit } from '../../parameters.ts'
import { dataFormat, spaceOf } from '../spatial.ts'
import { divideWhole } from './axes.ts'

const blockSize = integer('How many elements along each side make a block.')

/** `toDepth` says which way: space becomes channels, or channels become space. */
function blocks(name: string, toDepth: boolean) {
  const path = name === 'DepthToSpace' ? 'depth_to_space' : 'space_to_depth'
  return operation({
    name,
    summary: toDepth ? 'Moves blocks of space into channels.' : 'Moves channels into blocks of space.',
    signatures: [
      `ops.${path}(x, block_size, data_format='channels_last')`,
      `tf.nn.${path}(input: x, block_size, data_format: layout='NHWC', name=None)`,
    ],
    call: ['x'],
    parameters: { block_size: blockSize, data_format: dataFormat() },
    check({ block_size }) {
      if (block_size < 2) throw new Misfit('block_size', 'an integer of at least 2', block_size)
    },
    rule(operands, { block_size, data_format }, call) {
      const { shape, dtype } = operands.tensor('x')
      if (shape.length !== 4) call.refuse({ code: 'wrong-rank', facts: { expected: '4', shape } })
      const { lengths, channels, shape: assemble } = spaceOf(new Input(shape, dtype), 2, data_format)
      const area = block_size * block_size
      const divided = (size: Formula, by: number) => divideWhole(size, by, call)
      const dims = toDepth
        ? assemble(
            lengths.map(length => divided(length, block_size)),
            formula`${channels} · ${area}`,
          )
        : assemble(
            lengths.map(length => formula`${length} · ${block_size}`),
            divided(channels, area),
          )
      return { output: { dims, dtype } }
    },
  })
}

export const DepthToSpace = blocks('DepthToSpace', false)
export const SpaceToDepth = blocks('SpaceToDepth', true)
