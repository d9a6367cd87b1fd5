import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { workText } from './workText'

const main = path.resolve(import.meta.dirname, '../../main')
const text = readdirSync(main, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => readFileSync(path.join(main, file), 'utf8'))
  .join('\n')
/** Every phrase that a job or the studio says it works at; a name put in is `X`. */
const said = [
  ...text.matchAll(/event: 'working', what: (['`"])(.+?)\1/g),
  ...text.matchAll(/\b(?:working|tell|onProgress\?\.|onProgress)\((['`"])(.+?)\1/g),
  ...text.matchAll(/\bworking: (')([a-z ]+?)\1/g),
].map(([, , phrase = '']) => phrase.replace(/\$\{[^}]*\}+/g, 'X'))

test('all that a job says it does is said in Korean', () => {
  expect(said.length).toBeGreaterThan(15)
  expect([...new Set(said)].filter((phrase) => !/[가-힣]/.test(workText(phrase, 'ko')))).toEqual([])
})

test('names stay, and English is as the job says it', () => {
  expect(workText('writing Keras 3', 'ko')).toBe('Keras 3 파일을 쓰는 중')
  expect(workText('writing Keras 3', 'en')).toBe('writing Keras 3')
  expect(workText('something new', 'ko')).toBe('something new')
})
