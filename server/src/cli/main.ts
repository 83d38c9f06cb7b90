/** The command line: reads files, prints what is known of their models, and says by its exit code how it went. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Document } from '../core/features/document.ts'
import { createService, languageOf, type Service } from '../core/service.ts'
import { type Command, readArguments, UsageError, usage } from './command.ts'
import { checkText, formats } from './formats.ts'
import { InputError, readSource, readText } from './input.ts'
import { paintFor } from './paint.ts'
import { problemsOf } from './problems.ts'

const exitCodes = { fine: 0, problems: 1, usage: 2 }

/** Runs the command; the result is the exit code. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const request = readArguments(args)
    if (request === 'help') process.stdout.write(usage)
    else if (request === 'version') process.stdout.write(`${version()}\n`)
    else return await run(request)
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
  const documents = opened.flatMap(document => document ?? [])
  const paint = paintFor(process.stdout)
  process.stdout.write(check ? checkText(documents, format, paint) : formats[format](documents, paint))
  if (documents.length < files.length) return exitCodes.usage
  const hasErrors = check && documents.flatMap(problemsOf).some(({ severity }) => severity === 'error')
  return hasErrors ? exitCodes.problems : exitCodes.fine
}

/** Undefined, and a line on the standard error, where a file cannot be read. */
async function open(file: string, { language }: Command, service: Service): Promise<Document | undefined> {
  try {
    const text = await readText(file)
    const id = language ?? languageOf(file)
    const document = id === undefined ? undefined : service.update(file, id, text)
    if (document) return document
    throw new InputError('expected a name that ends in .py or .net, or --language')
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    process.stderr.write(`shapeline: ${file}: ${error.message}\n`)
    return undefined
  }
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
