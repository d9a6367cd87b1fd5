import { z } from 'zod'
import { SettingValues } from '../../records/settings'
import { ProblemMessage } from '../problemMessage'
import { request, service, stream } from './core/definitions'
import { Nothing } from './names'

export const SettingsState = z.strictObject({
  values: SettingValues,
  /** The file was broken or newer: these are defaults, and it was kept under another name. */
  problem: ProblemMessage.optional(),
})
export type SettingsState = z.infer<typeof SettingsState>

/** `undefined` leaves a value as it is; defaults must not slip in where nothing was said. */
const changes = z.strictObject({
  theme: SettingValues.shape.theme.unwrap().optional(),
  language: SettingValues.shape.language.unwrap().optional(),
  device: SettingValues.shape.device.unwrap().optional(),
  runsAtOnce: SettingValues.shape.runsAtOnce.unwrap().optional(),
  whenWindowCloses: SettingValues.shape.whenWindowCloses.unwrap().optional(),
  notifyWhenRunEnds: SettingValues.shape.notifyWhenRunEnds.unwrap().optional(),
})

/** Settings are on the disk when `change` answers, and every window hears of it. */
export const settings = service({
  read: request({ input: Nothing, output: SettingsState }),
  change: request({ input: changes, output: SettingsState }),
  watch: stream({ input: Nothing, item: SettingsState, keep: 'latest' }),
})
