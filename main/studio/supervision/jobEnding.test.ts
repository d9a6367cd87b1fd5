import { expect, test } from 'vitest'
import { type LossReason, lossProblem, lossReason, type Observed } from './jobEnding'

const quiet: Observed = {
  exit: { code: undefined, signal: undefined },
  lastWords: [],
  wasUp: true,
  stoppedByUs: false,
  memoryKill: false,
}
const died = (signal: string) => ({ exit: { code: undefined, signal } })

const cases: [what: string, seen: Partial<Observed>, reason: LossReason][] = [
  ['a segmentation fault', died('SIGSEGV'), 'crashed'],
  ['an abort', died('SIGABRT'), 'crashed'],
  ['an exit without a last word', { exit: { code: 7, signal: undefined } }, 'crashed'],
  ['kill -9', died('SIGKILL'), 'killed'],
  ['kill', died('SIGTERM'), 'killed'],
  ['the kernel, for want of memory', { ...died('SIGKILL'), memoryKill: true }, 'oom'],
  [
    'V8 out of heap',
    {
      ...died('SIGABRT'),
      lastWords: ['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'],
    },
    'oom',
  ],
  ['C++ out of memory', { ...died('SIGABRT'), lastWords: ['terminate called after throwing std::bad_alloc'] }, 'oom'],
  // Somebody else's process ran out of memory; ours had a fault of its own.
  ['a crash beside a memory kill', { ...died('SIGSEGV'), memoryKill: true }, 'crashed'],
  ['an end before it was up', { exit: { code: 1, signal: undefined }, wasUp: false }, 'launch-failed'],
  ['killed before it was up', { ...died('SIGKILL'), wasUp: false }, 'killed'],
  ['ended by us', { ...died('SIGKILL'), stoppedByUs: true }, 'stopped'],
]

test.each(cases)('%s', (_, seen, reason) => expect(lossReason({ ...quiet, ...seen })).toBe(reason))

test('says how it ended, what it said last and which step is safe', () => {
  const exit = { code: undefined, signal: 'SIGSEGV' }
  const { message, remedy } = lossProblem({ kind: 'lost', reason: 'crashed', exit, lastWords: ['one', 'two'] }, 4000)
  expect(message).toBe('the job process crashed (signal SIGSEGV, its last words: one | two)')
  expect(remedy).toContain('step 4000 is safe')
})
