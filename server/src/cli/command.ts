/** What the arguments of the command line ask for. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Target, targets } from '../core/convert/conversion.ts'
import { languageIds } from '../core/service.ts'

export const formats = ['table', 'json', 'markdown', 'csv'] as const
export type Format = (typeof formats)[number]

export interface Command {
  /** Paths as they were given; `-` is the standard input. */
  readonly files: readonly string[]
  readonly format: Format
  /** Problems only, which decide the exit code. */
  readonly check: boolean
  /** In place of the language that a file's name says. */
  readonly language: string | undefined
}

/** `shapeline convert`: the models of a file in another language. */
export interface Conversion {
  readonly file: string
  readonly to: Target
  /** The model that is meant, where it is one alone. */
  readonly model: string | undefined
  readonly language: string | undefined
}

export type Request = Command | Conversion | 'help' | 'version'

export const isConversion = (request: Command | Conversion): request is Conversion => 'to' in request

/** Arguments that cannot be followed; the message says what was expected and what came. */
export class UsageError extends Error {}

export const usage = `Usage: shapeline [options] FILE...
       shapeline convert FILE --to keras|net [--model NAME]

Shows the layers of Keras and .net models, their output shapes and parameters, without running any code.
A FILE that is - is the standard input, which needs --language. One that ends in .ipynb is a notebook, whose cells are one
program; cells are counted from 1, texts too.

  --format FORMAT    table (default), json, markdown or csv
  --check            print problems only; the exit code is 1 if one of them is an error
  --language NAME    ${languageIds.join(' or ')}, for every FILE, whatever its name
  --help             print this
  --version          print the version

convert prints the models of FILE as Keras code or as .net, unrolled: what its loops, functions and blocks come to. What
cannot be written is a comment that says why.

  --to LANGUAGE      keras or net
  --model NAME       this model alone, by its name or that of its variable, with all that it is made of

Exit code: 0, or 1 for an error found by --check or something that convert cannot write, or 2 for arguments that cannot be
followed or files that cannot be read.
`

/** @throws UsageError */
export function readArguments(args: readonly string[]): Request {
  if (args[0] === 'convert') return readConversion(args.slice(1))
  const { values, positionals: files } = parse(args, {
    format: { type: 'string', default: 'table' },
    check: { type: 'boolean', default: false },
    language: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
    version: { type: 'boolean', default: false },
  })
  if (values.help) return 'help'
  if (values.version) return 'version'
  const { check, language } = values
  const format = formats.find(each => each === values.format)
  if (!format) throw new UsageError(`expected --format to be one of ${formats.join(', ')}; got '${values.format}'`)
  if (check && !['table', 'json'].includes(format))
    throw new UsageError(`expected --check with --format table or json; got --format ${format}`)
  checkFiles(files, language)
  return { files, format, check, language }
}

/** @throws UsageError */
function readConversion(args: readonly string[]): Conversion | 'help' {
  const { values, positionals: files } = parse(args, {
    to: { type: 'string' },
    model: { type: 'string' },
    language: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  })
  if (values.help) return 'help'
  const to = targets.find(each => each === values.to)
  if (!to) throw new UsageError(`expected --to ${targets.join(' or --to ')}; got ${values.to ?? 'none'}`)
  checkFiles(files, values.language)
  const [file, ...others] = files
  if (others.length > 0) throw new UsageError(`expected one file to convert; got ${files.length}`)
  return { file: file!, to, model: values.model, language: values.language }
}

/** @throws UsageError */
function checkFiles(files: readonly string[], language: string | undefined): void {
  if (language !== undefined && !languageIds.includes(language))
    throw new UsageError(`expected --language to be one of ${languageIds.join(', ')}; got '${language}'`)
  if (files.length === 0) throw new UsageError('expected the name of a file; got none')
  if (files.filter(file => file === '-').length > 1) throw new UsageError('expected - once; got it several times')
  if (files.includes('-') && language === undefined)
    throw new UsageError('expected --language with -, because the standard input has no name to tell it by')
}

function parse<const O extends NonNullable<ParseArgsConfig['options']>>(args: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(firstSentence(error.message))
    throw error
  }
}

/** Node goes on to explain `--`. */
const firstSentence = (message: string): string => message.replace(/\. .*/s, '')
