/** Where the texts of other files come from, so that the core needs no disk. */
export interface Sources {
  /**
   * The text of a file by its name (a path or a URI, with `/` between folders); undefined where there is none, or none
   * yet: who gives it later says so to the service.
   */
  readonly read: (file: string) => string | undefined
  /** What is in a folder, folders with a slash at their end; absent where that cannot be known. */
  readonly list?: (folder: string) => readonly string[]
  /** The names of the files near those that are open which end with `ending`; absent where that cannot be known. */
  readonly near?: (ending: string) => readonly string[]
}

/** There are no other files. */
export const noSources: Sources = { read: () => undefined }
