import type { SettingValues } from '../../shared/records/settings'

/** Settings in the dialog's order; each has `label` and `about` in `settings.json` of the words. */
export const settingNames = [
  'theme',
  'language',
  'device',
  'runsAtOnce',
  'whenWindowCloses',
  'notifyWhenRunEnds',
] as const satisfies readonly (keyof SettingValues)[]
export type SettingName = (typeof settingNames)[number]
