/** What the parameters of functions stand for that nobody calls. */
import type { Place } from '../../../source/span.ts'
import { type Unknown, unknown } from '../../../tensor/size.ts'
import type * as syntax from '../syntax.ts'
import type { CallArguments } from './call-arguments.ts'
import { type Context, placeOf } from './context.ts'
import { Foreign } from './foreign.ts'
import { forget } from './forget.ts'
import type { PyValue } from './values.ts'

/** A value that a caller would give: a size, a tensor, a list or anything else, as the code takes it. */
export class OpenParameter extends Foreign {
  constructor(
    description: string,
    private readonly why: Unknown,
    owner?: Foreign,
  ) {
    super(description, owner)
  }

  override reason(): Unknown {
    return this.why
  }

  override origin(written: string | undefined): Unknown {
    const { why, place } = this.why
    const isWhole = why.startsWith(`${this.description} is `)
    return unknown(isWhole ? why.slice(this.description.length + 4) : `${written ?? this.description}; ${why}`, place)
  }

  /** Whatever it is, it may change what it is given. */
  override call(args: CallArguments, at?: Place): PyValue {
    for (const value of [...args.positional, ...args.named.values()])
      forget(value, unknown(`it was passed to ${this.description}; ${this.why.why}`, at))
    return super.call(args)
  }

  protected override derive(description: string): Foreign {
    return new OpenParameter(description, this.why, this)
  }
}

/** What a parameter without a value stands for. */
export function openParameter(parameter: syntax.Parameter, callee: string, context: Context): OpenParameter {
  const { name } = parameter
  const why = unknown(`${name} is a parameter of ${callee}, which nobody calls`, placeOf(parameter, context))
  const value = new OpenParameter(name, why)
  value.seen(() => context.program.builder.symbols.make(name, value.origin(name)))
  return value
}
