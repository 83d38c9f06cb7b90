/** Modules that are not of the standard library, and that programs use as if they were. */

import { callValue } from './calling.ts'
import type { Library } from './library.ts'
import type { Members } from './module.ts'
import { takes } from './signature.ts'

/** A progress bar goes through what it is given. */
export const tqdmMembers = ({ builtins }: Library): Members => ({
  tqdm: takes('tqdm.tqdm(iterable=…, *rest, **options)', ({ iterable }) => iterable),
  trange: takes('tqdm.trange(*args, **options)', (_given, at, { positional }) =>
    callValue(builtins.get('range')!, positional, at),
  ),
})
