import { Problem } from '../../../shared/problem'
import { readLabels } from '../runs/labels'
import { listRuns, readRun } from '../runs/runFolder'

export interface VersionUse {
  readonly run: string
  /** What a person called it; '' for none. */
  readonly name: string
  /** ISO 8601 in UTC. */
  readonly createdAt: string
}

/** The runs of a project by the hash of the data that they were trained on, newest first. A run that cannot be read is told on its own page. */
export async function versionUses(projectFolder: string): Promise<ReadonlyMap<string, VersionUse[]>> {
  const uses = new Map<string, VersionUse[]>()
  for (const { id, folder } of (await listRuns(projectFolder)).reverse()) {
    try {
      const { data, createdAt } = await readRun(folder)
      if (data.version === undefined) continue
      const { labels } = await readLabels(folder)
      uses.set(data.version, [...(uses.get(data.version) ?? []), { run: id, name: labels.name, createdAt }])
    } catch (error) {
      if (!(error instanceof Problem)) throw error
    }
  }
  return uses
}
