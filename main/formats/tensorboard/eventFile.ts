import { encodeEvent, fileVersion, type TrainingEvent } from './event'
import { tfRecord } from './record'

/** A whole event file, as TensorBoard reads it. */
export const encodeEventFile = (events: readonly TrainingEvent[]): Uint8Array =>
  Buffer.concat([fileVersion(events[0]?.seconds ?? 0), ...events.map(encodeEvent)].map(tfRecord))

/** TensorBoard takes every file whose name has `tfevents` in it, and orders them by the time before the dot. */
export const eventFileName = (seconds: number): string => `events.out.tfevents.${Math.floor(seconds)}.layerloom`
