/** A file's text, put in by the bundler. */
declare module '*?raw' {
  const text: string
  export default text
}

/** A picture as a data URL. */
declare module '*.png?inline' {
  const url: string
  export default url
}
