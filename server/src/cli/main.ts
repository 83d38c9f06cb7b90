/** The command line: reads files, prints what is known of their models, and says by its exit code how it went. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { convertProgram } from '../core/features/convert.ts'
import type { Program } from '../core/features/document.ts'
import { createService, languageIds, languageOf, type Service } from '../core/service.ts'
import { type Command, type Conversion, isConversion, readArguments, UsageError, usage } from './command.ts'
import { checkText, formats } from './formats.ts'
import { InputError, readSource, readText } from './input.ts'
import { NotebookError, readNotebook } from './ipynb.ts'
import { paintFor } from './paint.ts'
import { problemsOf } from './problems.ts'

const exitCodes = { fine: 0, problems: 1, usage: 2 }

/** Runs the command; the result is the exit code. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const request = readArguments(args)
    if (request === 'help') process.stdout.write(usage)
    else if (request === 'version') process.stdout.write(`${version()}\n`)
    else return await (isConversion(request) ? convert(request) : run(request))
    return exitCodes.fine
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    process.stderr.write(`shapeline: ${error.message}\nTry shapeline --help.\n`)
    return exitCodes.usage
  }
}

async function run(command: Command): Promise<number> {
  const { format, check, files } = command
  const service = createService({ read: readSource })
  const opened = await Promise.all(files.map(file => open(file, command, service)))
  const programs = opened.flatMap(program => program ?? [])
  const paint = paintFor(process.stdout)
  process.stdout.write(check ? checkText(programs, format, paint) : formats[format](programs, paint))
  if (programs.length < files.length) return exitCodes.usage
  const hasErrors = check && programs.flatMap(problemsOf).some(({ severity }) => severity === 'error')
  return hasErrors ? exitCodes.problems : exitCodes.fine
}

/** Prints a file's models in another language; what cannot be written is said on the standard error too. */
async function convert({ file, to, model, language }: Conversion): Promise<number> {
  const program = await open(file, { language }, createService({ read: readSource }))
  if (!program) return exitCodes.usage
  const { text, problems } = convertProgram(program, to, model)
  process.stdout.write(text)
  for (const problem of problems) process.stderr.write(`shapeline: ${file}: ${problem}\n`)
  return problems.length > 0 ? exitCodes.problems : exitCodes.fine
}

/** Undefined, and a line on the standard error, where a file cannot be read. */
async function open(
  file: string,
  { language }: Pick<Command, 'language'>,
  service: Service,
): Promise<Program | undefined> {
  try {
    const text = await readText(file)
    return file.endsWith('.ipynb')
      ? openNotebook(file, text, language, service)
      : openText(file, text, language, service)
  } catch (error) {
    if (!(error instanceof InputError || error instanceof NotebookError)) throw error
    process.stderr.write(`shapeline: ${file}: ${error.message}\n`)
    return undefined
  }
}

/** @throws InputError */
function openText(file: string, text: string, language: string | undefined, service: Service): Program {
  const document = service.update(file, language ?? languageOf(file) ?? '', text)
  if (document) return document.program
  throw new InputError('expected a name that ends in .py, .ipynb or .net, or --language')
}

/** @throws InputError, NotebookError */
function openNotebook(file: string, text: string, language: string | undefined, service: Service): Program {
  const notebook = readNotebook(text)
  const cells = notebook.cells.map(cell => ({ ...cell, file: `${file}:cell ${cell.number}` }))
  const program = service.updateNotebook(file, language ?? notebook.language, cells)
  if (program) return program
  throw new InputError(`expected a notebook in ${languageIds.join(' or ')}; this one is in ${notebook.language}`)
}

function version(): string {
  const manifest: { readonly version: string } = JSON.parse(
    readFileSync(path.join(__dirname, '../../package.json'), 'utf8'),
  )
  return manifest.version
}

// Who reads the output may have seen enough, as `head` has.
process.stdout.on('error', error => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error
})
main(process.argv.slice(2)).then(exitCode => {
  process.exitCode = exitCode
})
