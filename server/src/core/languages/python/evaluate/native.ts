/** Functions that are written in TypeScript. */
import type { Place } from '../../../source/span.ts'
import { unknown } from '../../../tensor/size.ts'
import type { CallArguments } from './call-arguments.ts'
import type { Context } from './context.ts'
import { HostObject } from './host.ts'
import { type PyValue, unknownValue } from './values.ts'

/** A function that is written in TypeScript. */
export class Builtin extends HostObject {
  constructor(
    readonly description: string,
    private readonly run: (args: CallArguments, at: Place) => PyValue,
  ) {
    super()
  }

  override get isCallable(): boolean {
    return true
  }

  override call(args: CallArguments, at: Place): PyValue {
    return this.run(args, at)
  }

  override copied(): PyValue {
    return this
  }
}

/** A function that is written in TypeScript and returns None. */
export const procedure = (description: string, run: (args: CallArguments, at: Place) => void): Builtin =>
  new Builtin(description, (args, at) => {
    run(args, at)
    return null
  })

/** A method that is written in TypeScript; it answers undefined where the result is not known. */
export const method = (name: string, run: (args: CallArguments, at: Place) => PyValue | undefined): Builtin =>
  new Builtin(name, (args, at) => {
    const result = args.open ?? run(args, at)
    if (result !== undefined) return result
    const lost = args.positional.map(unknownValue).find(each => each !== undefined)
    return lost ?? unknown(`the result of ${name} is not known here`, at)
  })

/** A function that looks at where it is called, as `super()` does. */
export class ScopedFunction extends HostObject {
  constructor(
    readonly description: string,
    readonly callIn: (context: Context, args: CallArguments, at: Place) => PyValue,
  ) {
    super()
  }
}
