import path from 'node:path'
import type { DescribeDataResult } from '../../../shared/contract/jobs'
import { DataReference } from '../../../shared/records/dataReference'
import { Project } from '../../../shared/records/project'
import { zooNetwork } from '../../../shared/zoo'
import type { NetworkPurpose } from '../../../shared/zoo/zooNetwork'
import { type JobListeners, runJob, type Studio } from '../studio'
import { createProject, type OpenProject } from './projects'

export interface NewProject {
  readonly folder: string
  /** The folder's, where none is given. */
  readonly name?: string | undefined
  /** Of the zoo. */
  readonly network: string
  /** `sample:digits`, or a path; a relative one counts from where the process stands. */
  readonly data: string
  readonly width?: number | undefined
  readonly stem?: NetworkPurpose['stem'] | undefined
}

/** Writes a project: a network of the zoo, made to fit the data, which a job looks at. */
export async function newProject(
  studio: Studio,
  wish: NewProject,
  options: JobListeners & { readonly signal?: AbortSignal } = {},
): Promise<OpenProject & { readonly data: DescribeDataResult }> {
  const folder = path.resolve(wish.folder)
  const { build } = zooNetwork(wish.network)
  const data = DataReference.parse({ source: sourceFor(folder, wish.data) })
  const found = await runJob(studio, { task: 'describe-data', data, folder }, undefined, options)
  const { width, stem, name = path.basename(folder) } = wish
  const network = build({
    input: found.imageShape,
    classes: found.classes.length,
    ...(width !== undefined && { width }),
    ...(stem && { stem }),
  })
  const project = Project.parse({ format: 'layerloom-project', version: 1, name, data, network, training: {} })
  return { ...(await createProject(folder, project)), data: found }
}

/** As `project.json` has it: a relative path counts from there, what the person typed counted from where they stand. */
const sourceFor = (folder: string, source: string): string =>
  source.startsWith('sample:') || path.isAbsolute(source) ? source : path.relative(folder, path.resolve(source))
