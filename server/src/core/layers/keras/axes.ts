/** What the axes of a tensor are called in formulas where no `data_format` says otherwise. */

const names: Readonly<Record<number, readonly string[]>> = {
  2: ['batch', 'features'],
  3: ['batch', 'steps', 'features'],
  4: ['batch', 'height', 'width', 'channels'],
  5: ['batch', 'depth', 'height', 'width', 'channels'],
}

/** The name of `axis`, counted from the front, of a tensor with `rank` axes, the batch included. */
export const axisName = (axis: number, rank: number): string => names[rank]?.[axis] ?? `axis ${axis}`
