import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundleForNode } from '../bundleForNode'
import { noReference, shared } from '../reference'
import type { HostileOutcome } from './decodeOneByOne'

const folder = path.join(shared ?? '', 'data', 'hostile-images')

interface Row {
  readonly file: string
  readonly expected: string
  readonly note: string
  readonly uprightSize: string
}

function manifest(): Row[] {
  const [head = '', ...lines] = readFileSync(path.join(folder, 'MANIFEST.tsv'), 'utf8').trim().split('\n')
  const columns = head.split('\t')
  const field = (line: string, name: string) => line.split('\t')[columns.indexOf(name)] as string
  return lines.map((line) => ({
    file: field(line, 'file'),
    expected: field(line, 'expected'),
    note: field(line, 'note'),
    uprightSize: field(line, 'upright_size'),
  }))
}

const notSupported = ['picture-format', 'picture-form']

/** Fails unless the outcome is what the manifest asks for. */
function check({ expected, note, uprightSize }: Row, { problem, notes, size }: HostileOutcome): void {
  switch (expected) {
    case 'decodes':
      expect(problem).toBeUndefined()
      expect(size).toBe(uprightSize)
      return
    case 'decodes or refused by name':
      if (problem) expect(notSupported).toContain(problem.code)
      else expect(size).toBe(uprightSize)
      return
    case 'refused by name':
      expect(/large|pixels|limit/.test(note) ? ['picture-too-large'] : notSupported).toContain(problem?.code)
      return
    case 'must be refused':
      expect(problem).toBeDefined()
      return
    case 'either':
      if (!problem && note.includes('truncated')) expect(notes).toContain('cut-short')
      return
    default:
      throw new Error(`the manifest expects ${expected}`)
  }
}

describe.skipIf(!shared)(`hostile pictures${shared ? '' : ` (${noReference})`}`, () => {
  const rows = shared ? manifest() : []
  const outcomes = new Map<string, HostileOutcome>()
  beforeAll(async () => {
    const program = await bundleForNode(path.resolve(__dirname, 'decodeOneByOne.ts'))
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [program, folder], {
      input: rows.map(({ file }) => file).join('\n'),
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
      // Outside of the checkout, so it is told where the packages are.
      env: { ...process.env, NODE_PATH: path.resolve(__dirname, '../../node_modules') },
    })
    rmSync(path.dirname(program), { recursive: true })
    expect({ status, signal, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, signal: null, stderr: '' })
    for (const line of stdout.trim().split('\n')) {
      const outcome = JSON.parse(line) as HostileOutcome
      outcomes.set(outcome.file, outcome)
    }
  }, 120_000)

  test('one process outlives them all', () => expect(outcomes.size).toBe(rows.length))

  test.each(rows.map((row) => [row.file, row.expected, row] as const))('%s: %s', (file, _, row) => {
    const outcome = outcomes.get(file) as HostileOutcome
    check(row, outcome)
    if (outcome.problem) {
      expect(outcome.problem.place).toBe(file)
      expect(outcome.problem.message).not.toBe('')
      expect(outcome.problem.remedy).not.toBe('')
    }
    // The graph that a kind of picture needs first is opened on the way; others may have the machine too.
    expect(Math.min(outcome.processorMs, outcome.passedMs)).toBeLessThan(2000)
    expect(outcome.mostMb).toBeLessThan(500)
  })
})
