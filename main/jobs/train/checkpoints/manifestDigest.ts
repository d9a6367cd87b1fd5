import { createHash } from 'node:crypto'
import type { Manifest } from '../../../../shared/records/checkpoint'

/** What a manifest's `digest` has to be. */
export const manifestDigest = (step: number, files: Manifest['files']): string =>
  createHash('sha256')
    .update(JSON.stringify([step, files.map(({ name, bytes, sha256 }) => [name, bytes, sha256])]))
    .digest('hex')
