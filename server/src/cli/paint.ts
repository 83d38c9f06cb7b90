/** Colors for terminals: the one place that decides whether there are any. */
import { styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]

/** Gives a text a style, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string

/** Colors where a stream is a terminal that shows them; `NO_COLOR` and `TERM=dumb` turn them off. */
export const paintFor = (stream: Partial<Pick<NodeJS.WriteStream, 'hasColors'>>): Paint =>
  stream.hasColors?.() ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text
