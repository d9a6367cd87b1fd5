import { z } from 'zod'
import { defineRecord } from './record'

/** What a person chose once for all projects. A missing field has its default, so that a file of an older version of us fits. */
export const SettingValues = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  language: z.enum(['system', 'en', 'ko']).default('system'),
  /** Where runs train unless one says otherwise. */
  device: z
    .union([z.literal('auto'), z.literal('cpu'), z.strictObject({ gpu: z.int().min(0).max(999) })])
    .default('auto'),
  /** Runs that train at the same time; others wait in the queue. */
  runsAtOnce: z.int().min(1).max(16).default(1),
  /** What becomes of a run when the last window closes. */
  whenWindowCloses: z.enum(['ask', 'stop', 'continue']).default('ask'),
  /** A notice of the system when a run ends. */
  notifyWhenRunEnds: z.boolean().default(true),
})
export type SettingValues = z.infer<typeof SettingValues>

/** `settings.json` in the workspace. */
export const Settings = z.strictObject({
  format: z.literal('layerloom-settings'),
  version: z.literal(1),
  values: SettingValues.prefault({}),
})
export type Settings = z.infer<typeof Settings>

export const settingsRecord = defineRecord<Settings>({
  format: 'layerloom-settings',
  file: 'settings.json',
  version: 1,
  schema: Settings,
  migrations: [],
})
