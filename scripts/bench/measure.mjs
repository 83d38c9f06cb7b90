// Medians of many runs, and how they are printed.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')

/** V8's garbage collector. @type {NonNullable<typeof globalThis.gc>} */
export const collect = runInNewContext('gc')

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const [low = Number.NaN, high = Number.NaN] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return (low + high) / 2
}

/**
 * Runs tasks by turns, so that what else the machine does falls on all of them alike, and collects the young garbage of
 * one before the next is timed. The first rounds warm the compiler up and are not counted. Answers the median of each
 * task in milliseconds.
 * @template {string} Name
 * @param {Record<Name, (round: number) => unknown>} tasks
 * @param {{ readonly warmUp: number, readonly rounds: number }} runs
 * @returns {Record<Name, number>}
 */
export function medians(tasks, { warmUp, rounds }) {
  const names = /** @type {Name[]} */ (Object.keys(tasks))
  const times = new Map(names.map(name => [name, /** @type {number[]} */ ([])]))
  for (let round = 0; round < warmUp + rounds; round++)
    for (const name of names) {
      collect({ type: 'minor' })
      const start = performance.now()
      tasks[name](round)
      if (round >= warmUp) times.get(name)?.push(performance.now() - start)
    }
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries([...times].map(([name, each]) => [name, median(each)]))
  )
}

/** @param {number} milliseconds */
export const ms = milliseconds => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 1)} ms`

/** @param {number} ratio */
export const times = ratio => `× ${ratio.toFixed(2)}`

/** @param {number} bytes */
export const mb = bytes => `${(bytes / 2 ** 20).toFixed(1)} MiB`
