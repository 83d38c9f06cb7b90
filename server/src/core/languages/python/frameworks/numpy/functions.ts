/** All functions of NumPy that are computed, and the methods that arrays have. */
import { type Definition, define } from './arguments.ts'
import { wrap } from './array.ts'
import { toData } from './convert.ts'
import { creating } from './creating.ts'
import { binaryOf, elementwise, unaryOf } from './elementwise.ts'
import { joining } from './joining.ts'
import { linear } from './linear.ts'
import { reducing } from './reducing.ts'
import { selecting, selectingMethods } from './selecting.ts'
import { shaping, shapingMethods } from './shaping.ts'

/** Elementwise functions that are given a place for the result are not followed. */
const ofElements: Readonly<Record<string, Definition>> = Object.fromEntries(
  Object.entries(elementwise).map(([name, each]) => [
    name,
    each.arity === 1
      ? define('x', ({ x }, world) => {
          const data = x === undefined ? undefined : toData(x)
          return data && wrap(unaryOf(each, data), world)
        })
      : define('x1, x2', ({ x1, x2 }, world) => {
          const [a, b] = [x1 === undefined ? undefined : toData(x1), x2 === undefined ? undefined : toData(x2)]
          return a && b && wrap(binaryOf(each, a, b), world)
        }),
  ]),
)

const { astype, ...functionsAlone } = selecting

/** What the module `numpy` holds besides constants and types. */
export const functions: Readonly<Record<string, Definition>> = {
  ...ofElements,
  ...reducing,
  ...creating,
  ...shaping,
  ...joining,
  ...functionsAlone,
  ...linear,
}

const alike =
  `ravel swapaxes squeeze sum prod mean std var min max any all argmax argmin cumsum cumprod ptp round nonzero
  argsort take repeat copy dot trace`.split(/\s+/)

/** What arrays and scalars have, the array being the first argument. `a @ b` is computed by `__matmul__`. */
export const methods: ReadonlyMap<string, Definition> = new Map([
  ...alike.map(name => [name, functions[name]!] as const),
  ...Object.entries(shapingMethods),
  ...Object.entries(selectingMethods),
  ['astype', astype!],
  ['__matmul__', linear.matmul!],
])
