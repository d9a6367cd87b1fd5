import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

/** The compiler itself is asked: a right set of handlers, and the same with one thing wrong. */
const root = path.resolve(__dirname, '../..')
const right = readFileSync(path.join(__dirname, 'types/right.ts'), 'utf8')
let folder: string

beforeAll(() => {
  // Beside the right one, so that its imports hold.
  mkdirSync(path.join(__dirname, 'types'), { recursive: true })
  folder = mkdtempSync(path.join(__dirname, 'types/wrong-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const wrong: [what: string, from: string, to: string, says: RegExp][] = [
  ['a missing handler', '  refuse: async () => undefined,\n', '', /'refuse' is missing/],
  ['a misspelt handler', '  refuse:', '  refused:', /'refused' does not exist/],
  ['one handler too many', '  refuse:', '  another: async () => undefined,\n  refuse:', /'another' does not exist/],
  ['an item of another type', 'emit(Uint8Array.of(1))', "emit('one')", /'string' is not assignable/],
  ['an input read as something else', 'all: async ({ upTo }', 'all: async ({ downTo }', /'downTo' does not exist/],
]

test('the right handlers compile, and each wrong one is named by the compiler', () => {
  const files = wrong.map(([, from, to], k) => {
    const text = right.replace(from, to)
    expect(text).not.toBe(right)
    const file = path.join(folder, `wrong${k}.ts`)
    writeFileSync(file, text.replaceAll("'../", "'../../"))
    return file
  })
  writeFileSync(path.join(folder, 'right.ts'), right.replaceAll("'../", "'../../"))
  const config = path.join(folder, 'tsconfig.json')
  writeFileSync(config, JSON.stringify({ extends: path.join(root, 'tsconfig.json'), include: ['./*.ts'] }))
  const said = compile(config)
  for (const [k, [what, , , says]] of wrong.entries()) {
    const lines = said.filter((line) => line.includes(path.basename(files[k] as string)))
    expect(lines.join('\n'), what).toMatch(says)
  }
  expect(said.filter((line) => line.includes('right.ts'))).toEqual([])
  expect(said.filter((line) => /^\S/.test(line)).every((line) => line.includes('wrong'))).toBe(true)
}, 60_000)

function compile(config: string): string[] {
  try {
    execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', config], {
      encoding: 'utf8',
      cwd: root,
    })
    return []
  } catch (error) {
    // The compiler ends with a status when it finds something, which is what it is asked for here.
    return (error as { stdout: string }).stdout.split('\n')
  }
}
