import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { inferNetwork } from '../../shared/model/infer'
import { Network } from '../../shared/model/network'
import type { ProblemDetails } from '../../shared/problem'
import korean from './problems.ko.json'
import { problemText, refusalText, sentenceOf } from './problemText'

const root = path.resolve(import.meta.dirname, '../..')
const sources = ['shared', 'main'].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|testing/.test(file))
    .map((file) => ({ file: path.join(folder, file), text: readFileSync(path.join(root, folder, file), 'utf8') })),
)

const word = "'([a-z]+(?:-[a-z0-9]+)*)'"
/** Functions that make a problem of a code, `(code: string, ...) =>`, in the file that has them; their code gets a prefix where the file writes one. */
const makers = (text: string) =>
  [...text.matchAll(/(?:const|function)\s+(\w+)\s*=?\s*\(\s*code: \w+/g)].map(([, name]) => name as string)
const everyMaker = [...new Set(sources.flatMap(({ text }) => makers(text)))]

/** Every code that stands in the sources. `x-*` stands for all that are made of a template. */
function codesIn({ file, text }: { file: string; text: string }): string[] {
  const found = new Set<string>()
  for (const [, after = ''] of text.matchAll(/\bcode: ((?:\([^)]*\)|[^,{}\n])*)/g))
    for (const [, code] of after.matchAll(new RegExp(word, 'g'))) found.add(code as string)
  for (const [, prefix] of text.matchAll(/code: `([a-z0-9-]+)-\$\{/g)) found.add(`${prefix}-*`)
  // In formats the makers put the format's name in front.
  if (!file.includes('formats'))
    for (const [, code] of text.matchAll(new RegExp(`\\b(?:${everyMaker.join('|')})\\(\\s*${word}`, 'g')))
      found.add(code as string)
  for (const [, code] of text.matchAll(new RegExp(`stopOf\\(\\w+, ${word}`, 'g'))) found.add(code as string)
  if (file.endsWith('diskProblem.ts'))
    for (const [, code] of text.matchAll(new RegExp(`: \\[${word},`, 'g'))) found.add(code as string)
  return [...found]
}

/** No problem's: an issue of zod, an event, a template that has its own sentences. */
const otherwise = new Set(['custom', 'warning', 'code', 'nothing-to-*'])
const codes = [...new Set(sources.flatMap(codesIn))].filter((code) => !otherwise.has(code)).sort()

test('every code that the studio and its jobs can send has a Korean sentence', () => {
  expect(codes.length).toBeGreaterThan(180)
  expect(codes.filter((code) => sentenceOf(code) === undefined)).toEqual([])
})

test('no Korean sentence is left over, and each is one', () => {
  const known = new Set([...codes, 'not-let-in'])
  expect(Object.keys(korean).filter((code) => !known.has(code) && code !== 'zip-*')).toEqual([])
  for (const sentence of Object.values<string | Record<string, string>>(korean))
    for (const text of typeof sentence === 'string' ? [sentence] : Object.values(sentence)) {
      expect(text).toMatch(/[가-힣].*[.?]$/)
      // A particle that depends on what is put in would be wrong half of the time.
      expect(text).not.toMatch(/\((?:은|는|이|가|을|를|로|으로)\)|\}\}"?(?:은|는|이|가|을|를|로|으로)(?![가-힣])/)
    }
})

const picture = { id: 'in', type: 'input', config: { shape: [8, 6, 3] } }
const layer = (type: string, config: object, inputs = ['in'], id = 'x') => ({ id, type, config, inputs })
/** Networks with a fault, and what the Korean sentence must name. */
const faults: [what: string, layers: object[], named: RegExp][] = [
  [
    'adds what differs',
    [picture, layer('conv2d', { filters: 2, kernel: 1 }, ['in'], 'a'), layer('add', {}, ['in', 'a'])],
    /8×6×3/,
  ],
  ['dense on a picture', [picture, layer('dense', { units: 4 })], /벡터가 필요한데.*8×6×3/],
  [
    'conv on a vector',
    [picture, layer('flatten', {}, ['in'], 'f'), layer('conv2d', { filters: 2, kernel: 1 }, ['f'])],
    /144/,
  ],
  ['kernel', [picture, layer('conv2d', { filters: 2, kernel: 7, padding: 'valid' })], /7×7 커널이 8×6/],
  ['dilated kernel', [picture, layer('conv2d', { filters: 2, kernel: 3, dilation: 4, padding: 'valid' })], /9×9 픽셀/],
  ['groups', [picture, layer('conv2d', { filters: 4, kernel: 1, groups: 2 })], /그룹 2개.*3개.*4개/],
  ['group norm', [picture, layer('group-norm', { groups: 2 })], /1개로/],
  ['pool', [picture, layer('max-pool', { size: 9, padding: 'valid' })], /9×9 풀링 창이 8×6/],
  ['pool padding', [picture, layer('max-pool', { size: 2, padding: 3 })], /2×2 창/],
  ['reshape', [picture, layer('reshape', { shape: [5, 5, 2] })], /144개.*5×5×2/],
  [
    'a setting',
    [picture, layer('conv2d', { filters: 0, kernel: 1 })],
    /filters 설정은 1에서 1048576까지의 정수여야 하는데 0/,
  ],
  ['no setting', [picture, layer('conv2d', { kernel: 1 })], /filters 설정이 비어/],
  ['unknown setting', [picture, layer('conv2d', { filters: 2, kernel: 3, kernal: 3 })], /"kernel" 설정인가요/],
  ['padding', [picture, layer('conv2d', { filters: 2, kernel: 1, padding: 'full' })], /padding 설정은 "same"/],
  ['unknown type', [picture, layer('conv3d', {})], /"conv2d" 계층인가요/],
  ['no wire', [picture, layer('add', {}, ['in'])], /2개 필요한데 1개/],
  ['wire to nothing', [picture, layer('flatten', {}, ['inn'])], /"in" 계층인가요/],
  ['loop', [picture, layer('add', {}, ['in', 'y']), layer('flatten', {}, ['x'], 'y')], /x → y → x/],
  ['no input', [layer('flatten', {}, [])], /입력 계층이 없습니다/],
  ['two inputs', [picture, { ...picture, id: 'in2' }, layer('add', {}, ['in', 'in2'])], /in 말고/],
  ['two outputs', [picture, layer('flatten', {}, ['in'], 'a'), layer('flatten', {}, ['in'], 'b')], /2개입니다: a, b/],
  ['same id', [picture, layer('flatten', {}), layer('flatten', {})], /layers\[1\]/],
  ['no block', [picture, layer('block', {})], /어느 블록/],
]

describe('a network with a fault says it whole in Korean', () => {
  test.each(faults)('%s', (_, layers, named) => {
    const { problems } = inferNetwork(Network.parse({ layers }))
    const texts = problems.map((problem) => problemText(problem, 'ko'))
    expect(
      texts.some(({ text }) => named.test(text)),
      JSON.stringify(texts),
    ).toBe(true)
    expect(texts.filter(({ english }) => english !== undefined)).toEqual([])
  })
})

test('what has no values says its code in Korean, and the studio’s own words stand beside it', () => {
  const problem: ProblemDetails = {
    code: 'disk-full',
    message: 'cannot write x: the disk is full',
    remedy: 'free space',
  }
  expect(problemText(problem, 'ko')).toEqual({
    text: korean['disk-full'],
    english: 'cannot write x: the disk is full; free space',
  })
  expect(problemText(problem, 'en')).toEqual({ text: problem.message, remedy: 'free space' })
})

test('a value that an older file does not have leaves no braces', () => {
  const { text } = problemText({ code: 'kernel-too-large', message: 'm', values: { kind: 'plain' } }, 'ko')
  expect(text).toBe(korean['kernel-too-large'][''])
})

test('a code that is not known stays in English', () =>
  expect(problemText({ code: 'never', message: 'm' }, 'ko').text).toBe('m'))

test('a field says what its schema wants', () => expect(refusalText('must be a number', 'x')).toBe('must be a number'))
