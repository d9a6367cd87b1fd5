/**
 * Words that the studio's English sentences begin with and no name does. Its sentences also go on after a layer's name or a colon, so they begin small; what begins
 * with a name (a file, a layer) stays as it is called.
 */
const opening =
  /^(?:an?|the|this|these|there|it|its|is|are|has|no|none|nobody|not|nothing|neither|all|of|with|cannot|run|class|window|line|takes|needs|gives|joins|adds|multiplies|lies|shares|stopped|does|must|kernel|padding|block|gradient|numbers|mean|checkpoint)(?=[ ,'’])/

/** As a sentence that stands alone begins. */
export const asSentence = (text: string): string =>
  opening.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text

/** A remedy on a line of its own is an imperative: its first word is a verb, unless it is a figure, a name with capitals or punctuation. */
export const asRemedy = (text: string): string =>
  /^[a-z]+[ ,;]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text
