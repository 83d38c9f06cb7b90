/** Which file a `use` names. */

import { fileOf } from '../evaluate/modules.ts'
import { libraryText } from '../library.ts'

/** The name of the file that a path names; undefined where the library has none of that name. */
export const usedFile = (file: string, path: string): string | undefined => fileOf(path, file)

/** Whether a file is one of those that ship with Shapeline. */
export const isLibrary = (file: string): boolean => libraryText(file) !== undefined
