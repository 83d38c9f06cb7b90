/** What layers that slide windows over space share: where the axes are, and what Keras refuses or wastes there. */
import { type Formula, named, numberOf, printFormula, printValue } from '../../tensor/formula.ts'
import { unknown } from '../../tensor/size.ts'
import { reachOf, type Window, windowedLength } from '../../tensor/windows.ts'
import type { Call, Input, Outcome, Reporter } from '../layer.ts'
import { oneOf, optional, spatialAxes } from '../parameters.ts'
import type { Value } from '../value.ts'

/** `data_format`: where the channels are. None means Keras's default, channels last. */
export const dataFormat = () =>
  optional(
    oneOf(
      ['channels_last', 'channels_first'],
      'Where the channels are: last, or directly after the batch.',
      undefined,
      { ignoreCase: true },
    ),
  )

export type DataFormat = 'channels_last' | 'channels_first' | null

/** An input seen as space and channels. */
export interface Space {
  readonly batch: Formula
  readonly channels: Formula
  /** The spatial sizes under their names: steps; height, width; depth, height, width. */
  readonly lengths: readonly Formula[]
  /** A shape with these spatial sizes and channels. */
  readonly shape: (lengths: readonly Formula[], channels: Formula) => readonly Formula[]
}

export function spaceOf(input: Input, spatial: number, format: DataFormat): Space {
  const first = format === 'channels_first' ? 2 : 1
  const batch = input.shape[0]!
  return {
    batch,
    channels: input.axis(format === 'channels_first' ? 1 : -1, 'channels'),
    lengths: axisNames(spatial).map((name, i) => input.axis(first + i, name)),
    shape: (lengths, channels) =>
      format === 'channels_first' ? [batch, channels, ...lengths] : [batch, ...lengths, channels],
  }
}

export const axisNames = (spatial: number): readonly string[] => spatialAxes[spatial]!

/** What a sliding window is called in messages, and which argument sets it. */
export interface Sliding {
  readonly windows: readonly Window[]
  readonly argument: 'kernel_size' | 'pool_size' | 'frame_length' | 'ksize'
}

/** The lengths after the windows slid, under the names of their axes; what does not fit or is wasted is reported. */
export function slide(space: Space, { windows, argument }: Sliding, call: Call): readonly Formula[] {
  const names = axisNames(windows.length)
  const lengths = windows.map((window, i) => named(names[i]!, windowedLength(space.lengths[i]!, window)))
  reportMisfit(space, { windows, argument }, lengths, call)
  windows.forEach((window, i) => {
    reportWaste(names[i]!, space.lengths[i]!, window, call)
  })
  return lengths.map((length, i) =>
    isPositive(length) ? length : named(names[i]!, unknown('the window does not fit')),
  )
}

/** None, symbolic and unknown lengths are given the benefit of the doubt. */
const isPositive = (length: Formula): boolean => (numberOf(length) ?? 1) >= 1

function reportMisfit(space: Space, { windows, argument }: Sliding, lengths: readonly Formula[], call: Call): void {
  const at = lengths.findIndex(length => !isPositive(length))
  if (at < 0) return
  const length = lengths[at]!
  const largest = windows.map((window, i) => Math.min(numberOf(window.size) ?? 1, numberOf(space.lengths[i]!) ?? 1))
  const plain = windows.every(({ dilation }) => numberOf(dilation) === 1) && largest.every(size => size > 0)
  call.report({
    code: 'window-too-large',
    facts: {
      argument,
      axis: axisNames(windows.length)[at]!,
      window: windows.map(window => printValue(reachOf(window))),
      input: space.lengths.map(printValue),
      formula: printFormula(windowedLength(space.lengths[at]!, windows[at]!), 'numbers'),
      result: printValue(length),
      ...(plain && { largest }),
    },
    argument,
  })
}

function reportWaste(axis: string, length: Formula, window: Window, call: Call): void {
  const [n, size, stride] = [numberOf(length), numberOf(reachOf(window)), numberOf(window.stride)]
  if (n === undefined || size === undefined || stride === undefined || size > n) return
  if (!Number.isInteger(size + stride)) return
  const dropped = (n - size) % stride
  if (stride > size && n > size) reportSkipped(axis, n, size, stride, call)
  else if (window.padding === 'valid' && dropped > 0) call.report({ code: 'dropped-border', facts: { axis, dropped } })
}

/** A window that moves further than it is wide never looks at what lies between. A 1×1 window does so on purpose. */
function reportSkipped(axis: string, length: number, size: number, stride: number, call: Call): void {
  if (size === 1) return
  const stops = Math.floor((length - size) / stride) + 1
  const facts = { axis, window: String(size), stride: String(stride), skipped: `${length - stops * size} of ${length}` }
  call.report({ code: 'strides-skip-input', facts, argument: 'strides' })
}

/** How far one output looks along each axis, for the receptive field. */
export const fieldOf = (windows: readonly Window[]): NonNullable<Outcome['window']> =>
  windows.map(window => ({ reach: reachOf(window), stride: window.stride }))

/** The window along each axis, from a layer's arguments. */
export function windowsOf<P extends Window['padding']>(args: WindowArguments<P>) {
  const { kernel_size, strides, dilation_rate, padding } = args
  return kernel_size.map((size, i) => ({ size, stride: strides[i]!, dilation: dilation_rate[i]!, padding }))
}

interface WindowArguments<P> {
  readonly kernel_size: readonly Formula[]
  readonly strides: readonly Formula[]
  readonly dilation_rate: readonly Formula[]
  readonly padding: P
}

/** A default as Keras writes it: one number for a single axis, else a tuple. */
export const each = (spatial: number, value: number): Value =>
  spatial === 1 ? value : Array<number>(spatial).fill(value)

/** What Keras cannot do at once: moving by more than one element and looking at every other one. */
export function refuseStridesWithDilation(
  strides: readonly Formula[],
  dilation: readonly Formula[],
  call: Reporter,
): void {
  const large = (sizes: readonly Formula[]) => sizes.some(size => (numberOf(size) ?? 1) > 1)
  if (!large(strides) || !large(dilation)) return
  const print = (sizes: readonly Formula[]) => sizes.map(printValue).join('×')
  const facts = { strides: print(strides), dilation: print(dilation) }
  call.refuse({ code: 'strides-with-dilation', facts, argument: 'dilation_rate' })
}
