import { expect, test } from 'vitest'
import type { JobEvent } from '../../../../shared/contract/jobs'
import type { Output } from '../output'
import type { StatusLine } from '../statusLine'
import { scanText, tellScan } from './scanStory'

const reading = {
  event: 'scan',
  phase: 'reading',
  files: 4000,
  done: 1000,
  problems: 1,
  perSecond: 1500,
  secondsLeft: 2,
} as const

test('a bar, counts, speed, problems and time left', () => {
  expect(scanText(reading, 8)).toBe('reading ██░░░░░░ 1,000/4,000 files  1,500 files/s  1 problem  ETA 0:02')
  expect(scanText({ event: 'scan', phase: 'reading', files: 0, done: 0, problems: 0 }, 0)).toBe('reading 0/0 files')
  expect(scanText({ ...reading, phase: 'listing', files: 1234 }, 8)).toBe('listing: 1,234 files found')
  expect(scanText({ ...reading, phase: 'comparing' }, 8)).toBe('comparing 4,000 pictures')
})

function told(isLive: boolean, events: readonly JobEvent[]) {
  const lines: string[] = []
  const status: StatusLine = {
    isLive,
    show: (text) => void lines.push(`show ${text}`),
    clear: () => void lines.push('clear'),
    say: (text) => void lines.push(`say ${text}`),
  }
  const output: Output = { isJson: false, isDebug: false, answer: () => {}, say: (text) => void lines.push(text) }
  const tell = tellScan(output, status)
  for (const event of events) tell(event)
  return lines
}
const events: JobEvent[] = [
  { ...reading, phase: 'listing', files: 10 },
  { ...reading, phase: 'listing', files: 4000 },
  { ...reading, done: 0 },
  reading,
  { event: 'warning', problem: { code: 'x', message: 'no GPU' } },
  { ...reading, phase: 'comparing' },
]

test('without a terminal a line for each phase, and warnings', () =>
  expect(told(false, events)).toEqual([
    'say listing: 10 files found',
    'say reading 0/4,000 files  1,500 files/s  1 problem  ETA 0:02',
    'clear',
    'warning: no GPU',
    'say comparing 4,000 pictures',
  ]))

test('in a terminal the line is redrawn with every word', () => {
  const lines = told(true, events)
  expect(lines.filter((line) => line.startsWith('show '))).toHaveLength(5)
  expect(lines.some((line) => line.includes('█'))).toBe(true)
})
