/** CSS that Chromium 108, which Electron 22 carries, does not know, with an example and the version that brought it. */
export const newerCss: readonly { readonly what: RegExp; readonly since: number; readonly example: string }[] = [
  { since: 109, what: /[\d.](?:lh|rlh)\b/, example: 'height:2lh' },
  { since: 111, what: /\bcolor-mix\(/, example: 'color:color-mix(in oklab,red,blue)' },
  { since: 111, what: /\b(?:oklch|oklab|lch|lab|color)\(/, example: 'color:oklch(var(--l) .1 20)' },
  { since: 111, what: /\b(?:sin|cos|tan|asin|acos|atan2?)\(/, example: 'rotate:calc(sin(1)*1deg)' },
  { since: 111, what: /:nth-(?:last-)?child\([^)]* of /, example: 'li:nth-child(2 of .a){}' },
  { since: 111, what: /::view-transition|view-transition-name/, example: 'view-transition-name:a' },
  { since: 113, what: /\blinear\(\s*[\d.]/, example: 'transition-timing-function:linear(0,.5,1)' },
  { since: 114, what: /text-wrap|white-space-collapse/, example: 'text-wrap:balance' },
  { since: 114, what: /:popover-open/, example: ':popover-open{}' },
  { since: 115, what: /animation-timeline|scroll-timeline/, example: 'animation-timeline:view()' },
  { since: 117, what: /\bsubgrid\b/, example: 'grid-template-columns:subgrid' },
  { since: 117, what: /@starting-style|transition-behavior|allow-discrete/, example: '@starting-style{a{}}' },
  { since: 118, what: /@scope\b|[\d.](?:cap|rcap)\b/, example: '@scope(.a){}' },
  { since: 119, what: /:user-(?:valid|invalid)/, example: ':user-invalid{}' },
  { since: 119, what: /(?:rgb|hsl)a?\(\s*from\b/, example: 'color:rgb(from red r g b)' },
  { since: 120, what: /:dir\(/, example: ':dir(rtl){}' },
  { since: 120, what: /\b(?:exp|log|pow|sqrt|hypot)\(/, example: 'width:calc(pow(2,3)*1px)' },
  { since: 120, what: /(?<![\w-])mask(?:-\w+)?\s*:(?![^;}]*url)/, example: 'mask:linear-gradient(red,blue)' },
  { since: 121, what: /scrollbar-(?:color|width)/, example: 'scrollbar-width:thin' },
  { since: 123, what: /\blight-dark\(|field-sizing/, example: 'color:light-dark(red,blue)' },
  { since: 125, what: /\b(?:round|mod|rem|anchor)\(|anchor-name|position-anchor/, example: 'width:round(3px,2px)' },
  { since: 129, what: /interpolate-size|calc-size\(/, example: 'interpolate-size:allow-keywords' },
  { since: 137, what: /(?<![\w-])if\(/, example: 'color:if(style(--a):red)' },
]

/** What stands in `@supports` is a better form of what stands before it, and counts for nothing. */
export function withoutSupports(css: string): string {
  let left = ''
  let rest = css
  for (let at = rest.indexOf('@supports'); at >= 0; at = rest.indexOf('@supports')) {
    left += rest.slice(0, at)
    const open = rest.indexOf('{', at)
    let depth = 1
    let end = open + 1
    for (; end < rest.length && depth > 0; end++) depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0
    rest = rest.slice(end)
  }
  return left + rest
}

/** A property that is said twice in a row: the second is for those who know it, the first serves the others. */
const withoutBetter = (css: string): string => css.replace(/([\w-]+):([^;{}]*);\1:[^;{}]*/g, '$1:$2')

/** Nesting (112): a rule in a rule that is no at-rule. */
function nested(css: string): string[] {
  const found: string[] = []
  const open: string[] = []
  for (const part of css.matchAll(/([^{};]*)([{};])/g)) {
    const [, text = '', sign] = part
    if (sign === '}') open.pop()
    if (sign !== '{') continue
    const head = text.trim()
    const parent = open.at(-1)
    if (parent !== undefined && !parent.startsWith('@') && !head.startsWith('@')) found.push(`${parent} { ${head} {`)
    open.push(head)
  }
  return found
}

/** What of a style sheet Chromium 108 would not understand, with the place. */
export function tooNewCss(css: string): string[] {
  const plain = withoutBetter(
    withoutSupports(css)
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/url\((?:[^)"']|"[^"]*"|'[^']*')*\)/g, 'url()')
      .replace(/"[^"]*"|'[^']*'/g, '""'),
  )
  const found = newerCss.flatMap(({ what, since }) => {
    const match = what.exec(plain)
    return match ? [`Chromium ${since}: ${plain.slice(Math.max(0, match.index - 40), match.index + 60)}`] : []
  })
  return [...found, ...nested(plain).map((rule) => `Chromium 112: ${rule}`)]
}
