import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { newerCss, tooNewCss } from './tooNewCss'

const root = path.resolve(__dirname, '../..')

/** What the window's page can load; beside it may lie what an earlier bundle left. */
function styleSheets(): [name: string, css: string][] {
  const folder = path.join(root, 'out/renderer')
  const seen = new Set(['index.html'])
  // A set grows while it is walked.
  for (const name of seen) {
    const text = readFileSync(path.join(folder, name === 'index.html' ? name : `assets/${name}`), 'utf8')
    for (const [, next] of text.matchAll(/([\w.-]+\.(?:js|css))(?=["'`])/g))
      if (existsSync(path.join(folder, 'assets', next as string))) seen.add(next as string)
  }
  return [...seen]
    .filter((name) => name.endsWith('.css'))
    .map((name) => [name, readFileSync(path.join(folder, 'assets', name), 'utf8')])
}

test.each(newerCss)('$example is found', ({ example, since }) => {
  const css = example.includes('{') ? example : `a{${example}}`
  expect(tooNewCss(css).join()).toContain(`Chromium ${since}`)
})

test('a rule in a rule is found, one in @media or @supports is not, nor a word of a comment or a text', () => {
  expect(tooNewCss('.a{color:red;.b{color:blue}}')).toHaveLength(1)
  expect(tooNewCss('@media (width>1px){.a{color:red}}')).toEqual([])
  expect(tooNewCss('.a{color:red}@supports (color:lab(0% 0 0)){.a{color:lab(1% 0 0)}}')).toEqual([])
  expect(tooNewCss('.a{color:#fff;color:lab(1% 0 0);width:1px}')).toEqual([])
  expect(tooNewCss('/* oklch( */.a{content:"color-mix("}')).toEqual([])
})

test('no style sheet of the window wants more than Chromium 108 (Electron 22) knows', () => {
  const sheets = styleSheets()
  expect(sheets.length).toBeGreaterThan(5)
  const found = sheets.flatMap(([name, css]) => tooNewCss(css).map((what) => `${name}: ${what}`))
  expect(found).toEqual([])
})

test('nor does a style that the code writes', () => {
  const folder = path.join(root, 'renderer')
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .filter((file) => /[`'"](?:color-mix|oklch|oklab|light-dark)\(/.test(readFileSync(path.join(folder, file), 'utf8')))
  expect(found).toEqual([])
})
