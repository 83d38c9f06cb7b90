/** How many places a window stops at along one axis: the arithmetic of convolution and pooling. */
import { type Formula, named, numberOf } from './formula.ts'
import { formula } from './template.ts'

/** One axis of a window. Sizes in elements. */
export interface Window {
  readonly size: Formula
  readonly stride: Formula
  readonly dilation: Formula
  /** `valid`: the window stays inside. `same`: as many stops as strides fit. `causal`: as `same`, padded before only. */
  readonly padding: 'valid' | 'same' | 'causal'
}

/** How far the window reaches: `dilation · (size − 1) + 1`, which is its size where it is not dilated. */
export const reachOf = ({ size, dilation }: Window): Formula =>
  numberOf(dilation) === 1 ? size : named('reach', formula`${dilation} · (${size} − 1) + 1`)

/**
 * The length after a window slid over `length` elements. Dilated windows spell out their reach.
 * Source: Keras 3, `compute_conv_output_shape` and `compute_pooling_output_shape`.
 */
export function windowedLength(length: Formula, window: Window): Formula {
  const { size, stride, dilation, padding } = window
  if (padding !== 'valid') {
    const whole = Number.isInteger(numberOf(stride) ?? 1)
    return whole ? formula`⌈${length} / ${stride}⌉` : formula`⌊(${length} − 1) / ${stride}⌋ + 1`
  }
  const none = named('padding', 0)
  return numberOf(dilation) === 1
    ? formula`⌊(${length} − ${size} + 2 · ${none}) / ${stride}⌋ + 1`
    : formula`⌊(${length} − ${dilation} · (${size} − 1) − 1 + 2 · ${none}) / ${stride}⌋ + 1`
}

/** The inverse of `windowedLength` as far as it goes: the length that a transposed window spreads `length` elements to. */
export interface Spread extends Omit<Window, 'padding'> {
  readonly padding: 'valid' | 'same'
  /** Elements added at the end; null where Keras chooses. */
  readonly outputPadding: Formula | null
}

/** Source: Keras 3, `compute_conv_transpose_output_shape`. */
export function spreadLength(length: Formula, { size, stride, dilation, padding, outputPadding }: Spread): Formula {
  const reach = numberOf(dilation) === 1 ? size : named('reach', formula`${dilation} · (${size} − 1) + 1`)
  if (outputPadding !== null) {
    return padding === 'valid'
      ? formula`(${length} − 1) · ${stride} + ${reach} + ${outputPadding}`
      : formula`(${length} − 1) · ${stride} + ${reach} − 2 · ⌊${reach} / 2⌋ + ${outputPadding}`
  }
  return padding === 'same'
    ? formula`${length} · ${stride}`
    : formula`${length} · ${stride} + max(${reach} − ${stride}, 0)`
}
