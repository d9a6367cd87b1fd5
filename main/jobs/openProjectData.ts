import { inferNetwork } from '../../shared/model/infer'
import { Problem } from '../../shared/problem'
import type { DataReference } from '../../shared/records/dataReference'
import type { Project } from '../../shared/records/project'
import type { DataSet, ImageShape } from '../data/dataSet'
import { openDataSet } from '../data/openDataSet'
import type { PictureTarget } from '../data/pictures/pictureDecoder'
import type { PictureOptions } from '../data/source'
import type { JobContext } from './jobContext'
import { openPictureDecoder } from './pictures/openPictureDecoder'
import { withKnownNormalization } from './withKnownNormalization'

export interface ProjectDataOptions {
  /** From which a relative path counts. */
  readonly folder: string
  readonly context: JobContext
  readonly version?: PictureOptions['version']
  /** Other images than the project's own. */
  readonly reference?: DataReference | undefined
  /** Ends the opening with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Opens images at the size in which a project's network takes them. TensorFlow is to be loaded by the time that files are decoded:
 * whoever calls this starts the engine before or at once after.
 */
export function openProjectData(project: Project, options: ProjectDataOptions): Promise<DataSet> {
  const { folder, context, version, signal, reference = project.data } = options
  return openDataSet(reference, {
    folder,
    signal,
    pictures: { target: pictureTarget(project), openDecoder: openPictureDecoder, version },
    onProgress: (what, progress) => context.post({ event: 'working', what, ...progress }),
    onWarning: ({ details }) => context.post({ event: 'warning', problem: details }),
  })
}

/** A project's data, and the project with the numbers that follow from them: what a run keeps. */
export async function openWithData(
  project: Project,
  options: ProjectDataOptions,
): Promise<{ readonly project: Project; readonly data: DataSet }> {
  const data = await openProjectData(project, options)
  return { project: await withKnownNormalization(project, data), data }
}

/** How a picture of any size becomes what a project's network takes. Throws a Problem for a network without a fit input. */
export function pictureTarget({ network, preprocessing }: Project): PictureTarget {
  const { input, layers, problems } = inferNetwork(network)
  const shape = input === undefined ? undefined : layers.get(input)?.shape
  if (shape?.length !== 3) throw new Problem(problems[0] ?? noInput)
  const { resize, background } = preprocessing
  return { shape: shape as unknown as ImageShape, resize, background }
}

const noInput = { code: 'no-input', message: 'the network has no input for pictures', remedy: 'give it an input layer' }
