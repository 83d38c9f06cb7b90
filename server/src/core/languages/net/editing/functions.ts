/** The functions that values know. */
import type { Topic } from '../../../layers/topic.ts'
import { functionNamed, valueFunctions } from '../evaluate/functions.ts'

export const functionNames: readonly string[] = [...valueFunctions.keys()]

export function functionTopic(name: string): Topic | undefined {
  const found = functionNamed(name)
  return found && { code: found.signature, text: found.meaning }
}
