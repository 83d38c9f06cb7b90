// Bundles everything that runs: `node esbuild.mjs [target…] [--production] [--watch]`; all targets when none is named.
// Types are checked apart from this, by `tsc -b`.
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, context } from 'esbuild'

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { production: { type: 'boolean', default: false }, watch: { type: 'boolean', default: false } },
})

/** @type {import('esbuild').BuildOptions} */
const common = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  loader: { '.net': 'text' },
  minify: flags.production,
  sourcemap: !flags.production,
  target: 'es2023',
  logLevel: 'warning',
}
/** @type {import('esbuild').BuildOptions} */
const node = { ...common, platform: 'node', format: 'cjs', target: 'node20', outExtension: { '.js': '.cjs' } }
/** @type {import('esbuild').BuildOptions} */
const browser = { ...common, platform: 'browser', format: 'cjs', define: { global: 'globalThis' } }

// Mocha says "type": "module", so esbuild takes its UMD browser build for a module whose `module.exports =` replaces the
// exports of our bundle; VS Code would then call mocha's own `run` with a path and wait for ever. So the three are hidden.
const mochaInBrowser = {
  name: 'mocha-in-browser',
  /** @param {import('esbuild').PluginBuild} builder */
  setup: builder =>
    builder.onLoad({ filter: /node_modules[\\/]mocha[\\/]mocha\.js$/ }, async file => ({
      contents: `(function (module, exports, define) {${await readFile(file.path, 'utf8')}\n}).call(globalThis)`,
    })),
}

/** @type {Record<string, readonly import('esbuild').BuildOptions[]>} */
const targets = {
  client: [
    { ...node, entryPoints: { node: 'client/src/node/main.ts' }, outdir: 'dist/client', external: ['vscode'] },
    { ...browser, entryPoints: { browser: 'client/src/browser/main.ts' }, outdir: 'dist/client', external: ['vscode'] },
  ],
  server: [
    { ...node, entryPoints: { node: 'server/src/node/main.ts' }, outdir: 'dist/server' },
    { ...browser, entryPoints: { browser: 'server/src/browser/main.ts' }, outdir: 'dist/server', format: 'iife' },
  ],
  cli: [
    {
      ...node,
      entryPoints: { shapeline: 'server/src/cli/main.ts' },
      outdir: 'dist/cli',
      banner: { js: '#!/usr/bin/env node' },
    },
  ],
  tests: [
    {
      ...node,
      format: 'esm',
      packages: 'external',
      entryPoints: filesUnder('test', '.test.ts').filter(file => !file.startsWith('test/editor/')),
      outbase: 'test',
      outdir: 'out/test',
      outExtension: { '.js': '.mjs' },
    },
  ],
  editor: [
    { ...node, ...editorSuite('node'), outfile: 'out/editor/node/index.cjs', external: ['vscode', 'mocha'] },
    {
      ...browser,
      ...editorSuite('web'),
      outfile: 'out/editor/web/index.js',
      external: ['vscode'],
      plugins: [mochaInBrowser],
    },
  ],
}

/**
 * The files below a folder that end as given, with forward slashes.
 * @param {string} folder
 * @param {string} ending
 */
function filesUnder(folder, ending) {
  return readdirSync(path.join(import.meta.dirname, folder), { recursive: true, encoding: 'utf8' })
    .map(file => `${folder}/${file.replaceAll(path.sep, '/')}`)
    .filter(file => file.endsWith(ending))
    .sort()
}

/**
 * One bundle with every editor test in it: the host's own entry, which sets mocha up and exports `run`, then the tests.
 * @param {'node' | 'web'} host
 */
function editorSuite(host) {
  const tests = filesUnder('test/editor/suite', '.test.ts').map(file => `import './${path.basename(file)}'`)
  const contents = [`export * from './${host}.ts'`, ...tests].join('\n')
  return { stdin: { contents, resolveDir: path.join(import.meta.dirname, 'test/editor/suite'), sourcefile: host } }
}

/** Prints one line when the first of several watched builds starts and one when the last has ended, for VS Code's task. */
function watchReporter() {
  let running = 0
  /** @param {import('esbuild').PluginBuild} builder */
  const setup = builder => {
    builder.onStart(() => {
      running += 1
      if (running === 1) console.log('[watch] build started')
    })
    builder.onEnd(() => {
      running -= 1
      if (running === 0) console.log('[watch] build finished')
    })
  }
  return { name: 'watch-reporter', setup }
}

const unknown = positionals.filter(name => !(name in targets))
if (unknown.length > 0) {
  console.error(`Expected targets out of ${Object.keys(targets).join(', ')}; got ${unknown.join(', ')}.`)
  process.exit(2)
}
const chosen = (positionals.length > 0 ? positionals : Object.keys(targets)).flatMap(name => targets[name] ?? [])
if (flags.watch) {
  const reporter = watchReporter()
  const plugged = chosen.map(options => ({ ...options, plugins: [...(options.plugins ?? []), reporter] }))
  for (const options of plugged) await (await context(options)).watch()
} else {
  const results = await Promise.allSettled(chosen.map(options => build(options)))
  if (results.some(result => result.status === 'rejected')) process.exitCode = 1
}
