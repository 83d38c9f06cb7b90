/** The functions that values know, by their names. */
import { Mistake } from './arithmetic.ts'
import { listFunctions } from './list-functions.ts'
import { numberFunctions } from './number-functions.ts'
import { isUnknownValue, many, type ValueFunction } from './value-function.ts'
import type { NetValue } from './values.ts'

const functions: ReadonlyMap<string, ValueFunction> = new Map([...numberFunctions, ...listFunctions])

/** What functions there are, for help while typing. */
export const valueFunctions: ReadonlyMap<string, Pick<ValueFunction, 'signature' | 'meaning'>> = functions

/** The function of a name; undefined where there is none. */
export const functionNamed = (name: string): ValueFunction | undefined => functions.get(name)

/** Calls a function: a wrong number of arguments is a mistake, an unknown one gives an unknown result. */
export function callFunction(called: ValueFunction, args: readonly NetValue[]): NetValue | Mistake {
  if (args.length < called.least || args.length > called.most)
    return new Mistake(`${called.signature} takes ${numberOfArguments(called)}, not ${args.length}`)
  return args.find(isUnknownValue) ?? called.run(args)
}

function numberOfArguments({ least, most }: ValueFunction): string {
  if (most === many) return `at least ${least} argument${least === 1 ? '' : 's'}`
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `${least} to ${most} arguments`
}
