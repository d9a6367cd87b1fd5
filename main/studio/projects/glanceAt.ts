import type { ProjectGlance } from '../../../shared/contract/studio/projectGlance'
import type { RunSummary } from '../../../shared/contract/studio/runs'
import { listRuns } from '../runs/runFolder'
import { summaryOnDisk } from '../runs/summaryOnDisk'
import type { Trainings } from '../runs/trainings'
import { openProject } from './projects'

const mostLayers = 60

/** What there is to tell of a project that is not opened: read, and nothing of it locked. */
export async function glanceAt(folder: string, trainings: Trainings): Promise<ProjectGlance> {
  const { project } = await openProject(folder)
  const { name, layers } = project.network
  const runs = await listRuns(folder)
  const summaries = await Promise.all(
    runs.map(async (run) => trainings.find(run.folder)?.summary ?? (await summaryOnDisk(run))),
  )
  const newest = summaries.at(-1)
  const parts = summaries.flatMap((summary) => accuracyOf(summary) ?? [])
  return {
    layers: layers.slice(0, mostLayers).map(({ type }) => type),
    ...(name !== undefined && { network: name }),
    source: project.data.source,
    runs: runs.length,
    ...(newest && { newest }),
    ...(parts.length > 0 && { best: Math.max(...parts) }),
  }
}

const accuracyOf = ({ test, validation }: RunSummary): number | undefined => (test ?? validation)?.top1 ?? undefined
