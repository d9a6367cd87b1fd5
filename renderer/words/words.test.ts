import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { languageFor, languages } from '../../shared/language'
import zooFacts from '../../shared/zoo/facts.json'

const renderer = path.resolve(import.meta.dirname, '..')
const fileOf = (language: string, namespace: string) =>
  path.join(renderer, 'words/locales', language, `${namespace}.json`)
const namespacesOf = (language: string) =>
  readdirSync(path.join(renderer, 'words/locales', language))
    .map((file) => file.replace(/\.json$/, ''))
    .sort()

/** `a.b` -> its text, of a file of words. */
function flat(tree: unknown, before = ''): [key: string, text: string][] {
  if (typeof tree === 'string') return [[before, tree]]
  return Object.entries(tree as object).flatMap(([key, below]) => flat(below, before === '' ? key : `${before}.${key}`))
}
const wordsOf = (language: string, namespace: string) =>
  new Map(flat(JSON.parse(readFileSync(fileOf(language, namespace), 'utf8'))))

/** English tells one from many, Korean does not. */
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '')
const names = (text: string) => [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].map((name) => name.slice(2).trim()).sort()

test('every language has the same namespaces', () => {
  for (const language of languages) expect(namespacesOf(language)).toEqual(namespacesOf('en'))
})

test.each(namespacesOf('en'))(
  '%s: no word is missing in a language, and each tells the same figures and names',
  (namespace) => {
    const english = wordsOf('en', namespace)
    const korean = wordsOf('ko', namespace)
    const keys = (words: Map<string, string>) => [...new Set([...words.keys()].map(withoutPlural))].sort()
    expect(keys(korean)).toEqual(keys(english))
    for (const [key, text] of [...english, ...korean]) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of english) {
      const same = korean.get(key) ?? korean.get(`${withoutPlural(key)}_other`)
      // “1 run” may leave its count out.
      if (!key.endsWith('_one')) expect(names(same ?? ''), key).toEqual(names(text))
      if (key.endsWith('_one')) expect([...english.keys()]).toContain(`${withoutPlural(key)}_other`)
    }
  },
)

test.each(namespacesOf('ko'))('%s: no Korean particle hangs on what is put in', (namespace) => {
  // 을(를) is how a machine speaks; a sentence can be turned so that none is needed.
  const found = [...wordsOf('ko', namespace)].filter(([, text]) => /\((?:은|는|이|가|을|를|으|와|과)\)/.test(text))
  expect(found).toEqual([])
})

/** One word for one thing: what a Korean reader of the field would take for something else, and what is said in its place. */
const otherWords: readonly [RegExp, string][] = [
  [/에포크/, '에폭'],
  [/레이어/, '계층'],
  [/파라미터/, '매개변수'],
  [/실행 취소/, '되돌리기: 실행 is a run'],
  [/동결/, '고정'],
  [/가중치 감쇠/, '가중치 감소'],
  [/뉴런/, '유닛'],
  [/학습 (?:사진|손실)/, '훈련: the split'],
  [/케라스|텐서플로/, 'Keras, TensorFlow'],
  [/십시오/, '-세요'],
  [/이미지/, '사진'],
  // A book's figure is one; what is learned from are 사진.
  [/(?<!책의 )그림/, '사진'],
]
test.each(namespacesOf('ko'))('%s: each thing has its one Korean word', (namespace) => {
  for (const [key, text] of wordsOf('ko', namespace))
    for (const [other, word] of otherWords) expect(text, `${key}: ${word}`).not.toMatch(other)
})

const sources = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
  .map((file) => readFileSync(path.join(renderer, file), 'utf8'))
  .join('\n')
const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
/** Strings in the code, and the shapes of those that are put together. */
const strings = new Set(
  [...sources.matchAll(/['"`]([\w.:-]+)['"`]/g)].map(([, text]) => (text as string).replace(/^\w+:/, '')),
)
const patterns = [...sources.matchAll(/`((?:[\w.:-]|\$\{[^`{}]*\})+)`/g)].flatMap(([, text]) => {
  const parts = (text as string).replace(/^\w+:/, '').split(/\$\{[^}]*\}/)
  // Nothing but a name that is put in would stand for every word.
  return parts.length > 1 && parts.join('').length > 1 ? [new RegExp(`^${parts.map(literally).join('.+')}$`)] : []
})

test.each(namespacesOf('en'))('%s: no word is left over that no code says', (namespace) => {
  const unused = [...wordsOf('en', namespace).keys()]
    .map(withoutPlural)
    .filter((key) => !strings.has(key) && !patterns.some((pattern) => pattern.test(key)))
  expect(unused).toEqual([])
})

test.each([
  ['system', ['ko-KR', 'en'], 'ko'],
  ['system', ['fr', 'ko'], 'ko'],
  ['system', ['fr'], 'en'],
  ['system', [], 'en'],
  ['en', ['ko'], 'en'],
] as const)('%s on a machine of %j is %s', (setting, system, expected) =>
  expect(languageFor(setting, system)).toBe(expected),
)

test('Home tells how many networks the zoo has', () => {
  for (const language of languages)
    expect(wordsOf(language, 'home').get('ways.zoo.about')).toMatch(new RegExp(`\\b${Object.keys(zooFacts).length}`))
})
