/** What the `.net` language does for someone who writes in it, one file each. */
import type { Editing } from '../../editing.ts'
import type { NetTree } from '../syntax.ts'
import { complete } from './complete.ts'
import { explain } from './explain.ts'
import { folds } from './folds.ts'
import { format, formatTyped } from './format.ts'
import { linksOf } from './links.ts'
import { outlineOf } from './outline.ts'
import { refactorings } from './refactor.ts'
import { definitions, references, rename, renameable } from './references.ts'
import { selections } from './selections.ts'
import { signatureHelp } from './signature-help.ts'
import { tokens } from './tokens.ts'

export const editing: Editing<NetTree> = {
  // Not at spaces: an Enter behind one would take the first of many.
  completionTriggers: ['=', '.', '"', "'", '/'],
  complete,
  signatureTriggers: [' ', '=', '(', ','],
  signature: signatureHelp,
  explain,
  definitions,
  references,
  renameable,
  rename,
  outline: outlineOf,
  folds,
  tokens,
  format,
  typingTriggers: ['\n'],
  formatTyped,
  links: linksOf,
  selections,
  refactorings,
}
