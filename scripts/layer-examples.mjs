// Prints the examples of all layer records as questions for real Keras:
//   node scripts/layer-examples.mjs | python scripts/keras_golden.py --examples - > test/golden/examples.json
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '..')
const { outputFiles } = await build({
  entryPoints: [path.join(root, 'test/layers/examples.ts')],
  bundle: true,
  format: 'esm',
  platform: 'neutral',
  write: false,
})
const source = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64')
/** @type {typeof import('../test/layers/examples.ts')} */
const { questions } = await import(`data:text/javascript;base64,${source}`)
console.log(JSON.stringify(questions().map(({ row }) => row)))
