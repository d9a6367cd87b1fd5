export type { EventHistogram, EventValue, TrainingEvent } from './event'
export { encodeEventFile, eventFileName } from './eventFile'
