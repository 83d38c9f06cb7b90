/** Where the texts of other files come from, so that the core needs no disk. */
export interface Sources {
  /**
   * The text of a file by its name (a path or a URI, with `/` between folders); undefined where there is none, or none
   * yet: who gives it later says so to the service.
   */
  readonly read: (file: string) => string | undefined
}

/** There are no other files. */
export const noSources: Sources = { read: () => undefined }
