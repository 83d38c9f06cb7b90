/** The files of `server/library`, by the paths that `use` has for them. A new file has a line here. */

export const libraryFiles: Readonly<Record<string, string>> = {}
