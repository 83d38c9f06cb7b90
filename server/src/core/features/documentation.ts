/** What there is to read about a word, as Markdown. */
import type { Topic } from '../layers/topic.ts'
import { codeBlock, escapeText } from './markdown.ts'

/** How it is written, what it is, and where there is more. */
export function topicMarkdown({ code, text, facts = [], link }: Topic): string {
  return [
    ...(code === '' ? [] : [codeBlock(code.split('\n'), 'net')]),
    ...(text === '' ? [] : [escapeText(text)]),
    ...(facts.length === 0 ? [] : [facts.map(fact => escapeText(fact)).join('  \n')]),
    ...(link === undefined ? [] : [`[${escapeText(link.replace(/^https:\/\/|\/$/g, ''))}](${link})`]),
  ].join('\n\n')
}
