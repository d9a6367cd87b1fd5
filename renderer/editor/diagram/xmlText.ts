const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Words as the text of an XML file; signs that XML cannot hold are left out. */
export const xmlText = (words: string): string =>
  words
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] as string)

/** About how wide words are drawn, in pixels: Inter's mean letter; Korean and Chinese signs are as wide as they are high. */
export const textWidth = (words: string, size: number): number =>
  [...words].reduce(
    (sum, sign) => sum + (/[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]/.test(sign) ? 1 : 0.58),
    0,
  ) * size
