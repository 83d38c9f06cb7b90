// `npm run bench`: how long things take, beside what they cannot be faster than, in one run on one machine. Ratios are
// what can be compared between machines; docs/performance.md says what was reached.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { loadCore, measureApplications, measureMemory, measurePlaces, measureSample } from './core.mjs'
import { mb, ms, times } from './measure.mjs'
import { placeSamples, samples } from './models.mjs'
import { measureColdStart, measureServer } from './server.mjs'

const root = path.resolve(import.meta.dirname, '../..')
const built = spawnSync(process.execPath, ['esbuild.mjs', 'server', '--production'], { cwd: root, stdio: 'inherit' })
if (built.status !== 0) process.exit(1)

const texts = samples()
const core = await loadCore()

console.log(
  'In one process, medians. An edit changes one digit; it ends with the hints of 100 lines and all diagnostics.\n',
)
const memory = texts.map(sample => mb(measureMemory(core, sample)))
const rows = texts.map((sample, i) => {
  const { parse, reparse, analysis, edit } = measureSample(core, sample)
  return [
    sample.name,
    ...[ms(parse), ms(analysis), times(analysis / parse)],
    ...[ms(reparse), ms(edit), times(edit / reparse), times(edit / parse)],
    memory[i] ?? '',
  ]
})
const columns = [
  '',
  'parse',
  'analysis',
  '/ parse',
  'parse after edit',
  'edit',
  '/ parse after edit',
  '/ parse',
  'memory',
]
print(columns, rows)

console.log('\nThe same edit in the first, the middle and the last tenth of a text, medians.\n')
print(
  ['', 'start', 'middle', 'end'],
  placeSamples().map(sample => {
    const { start, middle, end } = measurePlaces(core, sample)
    return [sample.name, ms(start), ms(middle), ms(end)]
  }),
)

const source = process.env.KERAS_SOURCE
if (source === undefined)
  console.log('\nKERAS_SOURCE is not set, so nothing is measured with the source of keras.applications.')
else {
  const { file, edit, model } = measureApplications(core, source)
  console.log(
    `\nAn edit of keras/src/applications/${file}: ${ms(edit)}. EfficientNet-B7 from its source: ${ms(model)}.`,
  )
}

console.log(
  '\nThe built server over stdio, medians: from sending an edit to having the same in hand; memory of the process.\n',
)
const served = []
for (const sample of texts) {
  const { edit, memory } = await measureServer(sample, { warmUp: 20, rounds: 30 })
  served.push([sample.name, ms(edit), Number.isNaN(memory) ? 'not known' : mb(memory)])
}
print(['', 'edit', 'memory'], served)

const [first] = texts
if (!first) throw new Error('Expected a sample.')
const { bare, cold } = await measureColdStart(first, 15)
console.log(
  `\nCold start, medians of 15: bare Node ${ms(bare)}; server started until first hints and diagnostics ${ms(cold)}.`,
)
console.log(
  `${times(cold / bare)}, or 1.5 × bare Node ${cold < 1.5 * bare ? '−' : '+'} ${ms(Math.abs(cold - 1.5 * bare))}.`,
)

/**
 * A table of aligned columns, the first to the left.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} body
 */
function print(head, body) {
  const widths = head.map((name, i) => Math.max(name.length, ...body.map(row => row[i]?.length ?? 0)))
  for (const row of [head, ...body])
    console.log(
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
}
