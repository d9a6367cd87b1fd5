import { z } from 'zod'
import { defineRecord } from './record'

const pixels = z.int().min(-100_000).max(100_000)
const size = z.int().min(1).max(100_000)

/** `window.json` in the workspace: where the desktop's window was. */
export const WindowPlacement = z.strictObject({
  format: z.literal('layerloom-window'),
  version: z.literal(1),
  bounds: z.strictObject({ x: pixels, y: pixels, width: size, height: size }),
  isMaximized: z.boolean(),
})
export type WindowPlacement = z.infer<typeof WindowPlacement>

export const windowPlacementRecord = defineRecord<WindowPlacement>({
  format: 'layerloom-window',
  file: 'window.json',
  version: 1,
  schema: WindowPlacement,
  migrations: [],
})
