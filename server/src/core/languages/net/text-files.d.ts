/** Bundling puts the text of a `.net` file where it is imported. */
declare module '*.net' {
  const text: string
  export default text
}
