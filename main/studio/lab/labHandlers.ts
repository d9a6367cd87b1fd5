import path from 'node:path'
import type { z } from 'zod'
import type { LabPicture, LabQuestion } from '../../../shared/contract/jobs'
import type { Handlers } from '../../../shared/contract/studio/core/handlers'
import type { lab } from '../../../shared/contract/studio/lab'
import type { FolderGrants } from '../folders/folderGrants'
import type { OpenedProject } from '../projects/openedProject'
import type { OpenedProjects } from '../projects/openedProjects'
import { runPlace } from '../runs/runPlace'
import type { CallContext } from '../serving/serveClient'
import type { Labs } from './labs'

type Subject = z.output<(typeof lab)['activations']['input']>['subject']
type LabSubject = Extract<LabQuestion, { ask: 'activations' }>['subject']

export function labHandlers(
  labs: Labs,
  opened: OpenedProjects,
  grants: FolderGrants,
): Handlers<typeof lab, CallContext> {
  const weightsOf = (project: OpenedProject, { run, checkpoint }: Extract<Subject, { run: string }>) => ({
    runFolder: runPlace(project.folder, run),
    checkpoint,
  })
  const subjectOf = (project: OpenedProject, subject: Subject): LabSubject => {
    if ('run' in subject) return weightsOf(project, subject)
    const saved = project.state().project
    const { network = saved.network, preprocessing = saved.preprocessing, weights } = subject
    return {
      project: { ...saved, network, preprocessing },
      projectFolder: project.folder,
      ...(weights && { weights: weightsOf(project, weights) }),
    }
  }
  /** A file is one that a window may read. */
  const granted = (picture: LabPicture): Promise<LabPicture> =>
    'file' in picture ? grants.place(path.resolve(picture.file)).then((file) => ({ file })) : Promise.resolve(picture)
  const all = (pictures: readonly LabPicture[]) => Promise.all(pictures.map(granted))

  return {
    activations: async ({ project: id, lane, subject, picture, layers, maps, side }, { signal }) => {
      const project = opened.get(id)
      const question = {
        ask: 'activations' as const,
        subject: subjectOf(project, subject),
        picture: await granted(picture),
        maps,
        side,
        ...(layers && { layers }),
      }
      return labs.of(project).ask(question, `activations ${lane}`, signal)
    },
    augmented: async (wish, { signal }) => {
      const project = opened.get(wish.project)
      const saved = project.state().project
      const { augmentation = saved.augmentation, preprocessing = saved.preprocessing } = wish
      const { variants, firstStep, knobs, seed = saved.training.seed } = wish
      return labs.of(project).ask(
        {
          ask: 'augmented',
          project: { ...saved, augmentation, preprocessing },
          projectFolder: project.folder,
          pictures: await all(wish.pictures),
          variants,
          firstStep,
          knobs,
          seed,
        },
        `augmented ${wish.lane}`,
        signal,
      )
    },
    predictions: async ({ project: id, lane, pictures, ...choice }, { signal }) => {
      const project = opened.get(id)
      const question = {
        ask: 'predictions' as const,
        subject: weightsOf(project, choice),
        pictures: await all(pictures),
      }
      return labs.of(project).ask(question, `predictions ${lane}`, signal)
    },
    kernels: async ({ project: id, lane, layer, most, ...choice }, { signal }) => {
      const project = opened.get(id)
      const question = { ask: 'kernels' as const, subject: weightsOf(project, choice), most, ...(layer && { layer }) }
      return labs.of(project).ask(question, `kernels ${lane}`, signal)
    },
    gradCam: async ({ project: id, lane, picture, layer, class: wanted, run, checkpoint }, { signal }) => {
      const project = opened.get(id)
      const question = {
        ask: 'grad-cam' as const,
        subject: weightsOf(project, { run, checkpoint }),
        picture: await granted(picture),
        ...(layer && { layer }),
        ...(wanted !== undefined && { class: wanted }),
      }
      return labs.of(project).ask(question, `grad-cam ${lane}`, signal)
    },
    batchNorms: async ({ project: id, lane, run, checkpoint }, { signal }) => {
      const project = opened.get(id)
      const question = { ask: 'batch-norms' as const, subject: weightsOf(project, { run, checkpoint }) }
      return labs.of(project).ask(question, `batch-norms ${lane}`, signal)
    },
    pictures: async ({ project: id, lane, subject, pictures }, { signal }) => {
      const project = opened.get(id)
      const question = {
        ask: 'pictures' as const,
        subject: subjectOf(project, subject),
        pictures: await all(pictures),
      }
      return labs.of(project).ask(question, `pictures ${lane}`, signal)
    },
  }
}
