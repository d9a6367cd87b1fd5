import { constants } from 'node:fs'

/**
 * Flags for opening a file that was a regular one a moment ago: if a FIFO or a device has taken its place, `open` returns at once, and
 * if a link has, it fails. Windows has neither flag nor danger.
 */
export const openForReading: number = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
