import path from 'node:path'
import type { DescribeDataResult } from '../../../shared/contract/jobs'
import { DataReference } from '../../../shared/records/dataReference'
import { Project } from '../../../shared/records/project'
import { zooNetwork } from '../../../shared/zoo'
import type { NetworkPurpose } from '../../../shared/zoo/zooNetwork'
import { type JobListeners, runJob, type Studio } from '../studio'
import { networkInput } from './networkInput'
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
  /** To which pictures are scaled, and what they are made; see `networkInput` for what holds where nothing is said. */
  readonly size?: readonly [height: number, width: number] | undefined
  readonly channels?: 1 | 3 | undefined
  readonly nested?: DataReference['nested'] | undefined
}

/** Writes a project: a network of the zoo, made to fit the data, which a job looks at. */
export async function newProject(
  studio: Studio,
  wish: NewProject,
  options: JobListeners & { readonly signal?: AbortSignal } = {},
): Promise<OpenProject & { readonly data: DescribeDataResult; readonly input: NetworkPurpose['input'] }> {
  const folder = path.resolve(wish.folder)
  const { build, published } = zooNetwork(wish.network)
  const data = DataReference.parse({ source: sourceFor(folder, wish.data), nested: wish.nested })
  const found = await runJob(studio, { task: 'describe-data', data, folder }, undefined, options)
  const { width, stem, size, channels, name = path.basename(folder) } = wish
  const input = networkInput(found, published.input, { size, channels })
  const network = build({
    input,
    classes: found.classes.length,
    ...(width !== undefined && { width }),
    ...(stem && { stem }),
  })
  const project = Project.parse({ format: 'layerloom-project', version: 1, name, data, network, training: {} })
  return { ...(await createProject(folder, project)), data: found, input }
}

/** As `project.json` has it: a relative path counts from there, what the person typed counted from where they stand. */
const sourceFor = (folder: string, source: string): string =>
  source.startsWith('sample:') || path.isAbsolute(source) ? source : path.relative(folder, path.resolve(source))
