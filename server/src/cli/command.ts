/** What the arguments of the command line ask for. */
import { parseArgs } from 'node:util'
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

export type Request = Command | 'help' | 'version'

/** Arguments that cannot be followed; the message says what was expected and what came. */
export class UsageError extends Error {}

export const usage = `Usage: shapeline [options] FILE...

Shows the layers of Keras and .net models, their output shapes and parameters, without running any code.
A FILE that is - is the standard input, which needs --language. One that ends in .ipynb is a notebook, whose cells are one
program; cells are counted from 1, texts too.

  --format FORMAT    table (default), json, markdown or csv
  --check            print problems only; the exit code is 1 if one of them is an error
  --language NAME    ${languageIds.join(' or ')}, for every FILE, whatever its name
  --help             print this
  --version          print the version

Exit code: 0, or 1 for an error found by --check, or 2 for arguments that cannot be followed or files that cannot be read.
`

/** @throws UsageError */
export function readArguments(args: readonly string[]): Request {
  const { values, positionals: files } = parse(args)
  if (values.help) return 'help'
  if (values.version) return 'version'
  const { check, language } = values
  const format = formats.find(each => each === values.format)
  if (!format) throw new UsageError(`expected --format to be one of ${formats.join(', ')}; got '${values.format}'`)
  if (check && !['table', 'json'].includes(format))
    throw new UsageError(`expected --check with --format table or json; got --format ${format}`)
  if (language !== undefined && !languageIds.includes(language))
    throw new UsageError(`expected --language to be one of ${languageIds.join(', ')}; got '${language}'`)
  if (files.length === 0) throw new UsageError('expected the name of a file; got none')
  if (files.filter(file => file === '-').length > 1) throw new UsageError('expected - once; got it several times')
  if (files.includes('-') && language === undefined)
    throw new UsageError('expected --language with -, because the standard input has no name to tell it by')
  return { files, format, check, language }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'table' },
        check: { type: 'boolean', default: false },
        language: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(firstSentence(error.message))
    throw error
  }
}

/** Node goes on to explain `--`. */
const firstSentence = (message: string): string => message.replace(/\. .*/s, '')
