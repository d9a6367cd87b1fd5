import path from 'node:path'
import type { DescribeDataResult } from '../../../shared/contract/jobs'
import { Problem } from '../../../shared/problem'
import { DataReference } from '../../../shared/records/dataReference'
import { Project } from '../../../shared/records/project'
import { StartFrom } from '../../../shared/records/startFrom'
import { withClasses } from '../../../shared/training/fineTuning/withClasses'
import { zooNetwork } from '../../../shared/zoo'
import type { NetworkPurpose } from '../../../shared/zoo/zooNetwork'
import { readRun } from '../runs/runFolder'
import { type JobListeners, runJob, type Studio } from '../studio'
import { networkInput } from './networkInput'
import { createProject, type OpenProject } from './projects'

export interface NewProject {
  readonly folder: string
  /** The folder's, where none is given. */
  readonly name?: string | undefined
  /** Of the zoo, or the folder of a run: its network, its head made for the data's classes, to begin with its weights. */
  readonly network: string | { readonly run: string }
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
  const begin =
    typeof wish.network === 'string' ? ofZoo(wish.network, wish) : await ofRun(wish.network.run, wish, folder)
  const data = DataReference.parse({ source: sourceFor(folder, wish.data), nested: wish.nested })
  const found = await runJob(studio, { task: 'describe-data', data, folder }, undefined, options)
  const { input, ...parts } = begin(found)
  const { name = path.basename(folder) } = wish
  const project = Project.parse({ format: 'layerloom-project', version: 1, name, data, ...parts, training: {} })
  return { ...(await createProject(folder, project)), data: found, input }
}

/** What a project begins with, once it is known what the data holds. */
type Beginning = (found: DescribeDataResult) => Pick<Project, 'network' | 'startFrom'> & {
  readonly input: NetworkPurpose['input']
  readonly preprocessing?: Project['preprocessing']
}

function ofZoo(name: string, { width, stem, size, channels }: NewProject): Beginning {
  const { build, published } = zooNetwork(name)
  return (found) => {
    const input = networkInput(found, published.input, { size, channels })
    const sizes = { ...(width !== undefined && { width }), ...(stem && { stem }) }
    return { input, network: build({ input, classes: found.classes.length, ...sizes }) }
  }
}

/** A run's network, input and preprocessing, and its weights; the head is made for the data's classes. */
async function ofRun(place: string, wish: NewProject, folder: string): Promise<Beginning> {
  const given = (['width', 'stem', 'size', 'channels'] as const).find((key) => wish[key] !== undefined)
  if (given)
    throw new Problem({
      code: 'size-not-free',
      message: `a network that comes from a run has its ${given} already`,
      remedy: 'leave it out',
    })
  const { project, data } = await readRun(place)
  const input = data.imageShape
  return ({ imageShape, files, classes }) => {
    // Picture files are scaled to what the network takes; other images are as they are.
    if (!files && imageShape.join() !== input.join())
      throw new Problem({
        code: 'input-clash',
        message: `the run's network takes pictures of ${input.join('x')}, the data has ${imageShape.join('x')}`,
        remedy: 'take picture files, which are scaled, or another network',
      })
    return {
      input,
      network: withClasses(project.network, classes.length),
      preprocessing: project.preprocessing,
      startFrom: StartFrom.parse({ place: path.relative(folder, place) || '.' }),
    }
  }
}

/** As `project.json` has it: a relative path counts from there, what the person typed counted from where they stand. */
const sourceFor = (folder: string, source: string): string =>
  source.startsWith('sample:') || path.isAbsolute(source) ? source : path.relative(folder, path.resolve(source))
