/** Codes of a listing's problems that are a word to the person only: the files are used all the same. */
export const listingNotes: ReadonlySet<string> = new Set([
  'case-twin',
  'accent-twin',
  'class-empty',
  'class-one-picture',
  'class-untrained',
  'class-case-twin',
  'class-accent-twin',
])
