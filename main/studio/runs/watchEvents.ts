import path from 'node:path'
import type { RunEvents } from '../../../shared/contract/studio/runs'
import { RunEvent } from '../../../shared/records/events'
import { followLines } from './followLines'
import { readRow } from './readRow'
import type { KnownRun } from './runFolder'

/** Of a long log, so much of the end: some two thousand events. */
const tailBytes = 256 * 1024

/** What happened to a run, from its log, whoever trains it. Events of a newer version of us are passed over. */
export const watchEvents = (
  { folder }: KnownRun,
  emit: (item: RunEvents) => void,
  signal: AbortSignal,
): Promise<void> =>
  followLines(
    { file: path.join(folder, 'events.jsonl'), tailBytes },
    (lines, isWhole) => emit({ isWhole, events: lines.flatMap((line) => readRow(RunEvent, line, 'events.jsonl')) }),
    signal,
  )
