import path from 'node:path'
import type { SettingsState } from '../../../shared/contract/studio/settings'
import { formatRecord } from '../../../shared/records/record'
import { type SettingValues, settingsRecord } from '../../../shared/records/settings'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { Changes } from '../host/changes'
import { oneByOne } from '../host/oneByOne'
import { readOrSetAside } from '../host/readOrSetAside'

/** The person's settings: in memory, and on the disk before a change is answered. */
export class SettingsStore {
  readonly changes = new Changes()
  private readonly file: string
  private state: SettingsState
  private readonly serially = oneByOne()

  private constructor(file: string, state: SettingsState) {
    this.file = file
    this.state = state
  }

  static async open(workspace: string): Promise<SettingsStore> {
    const file = path.join(workspace, settingsRecord.file)
    const { record, problem } = await readOrSetAside(settingsRecord, file)
    const values = record?.values ?? settingsRecord.schema.parse(emptySettings).values
    return new SettingsStore(file, { values, ...(problem && { problem }) })
  }

  read(): SettingsState {
    return this.state
  }

  get values(): SettingValues {
    return this.state.values
  }

  change(changes: Partial<SettingValues>): Promise<SettingsState> {
    return this.serially(async () => {
      const values: SettingValues = { ...this.state.values, ...changes }
      await writeFileAtomically(realDisk, this.file, formatRecord(settingsRecord, { ...emptySettings, values }))
      this.state = { values }
      this.changes.tell()
      return this.state
    })
  }
}

const emptySettings = { format: 'layerloom-settings', version: 1 } as const
