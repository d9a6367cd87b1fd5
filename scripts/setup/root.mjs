import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout that these scripts lie in. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
