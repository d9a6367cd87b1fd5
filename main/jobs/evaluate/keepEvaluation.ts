import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { encodePictureResults } from '../../../shared/evaluation/pictureResults'
import { evaluationFile, evaluationsFolder } from '../../../shared/evaluation/place'
import type { CheckpointState } from '../../../shared/records/checkpoint'
import type { Job } from '../../../shared/records/job'
import type { Report } from '../../../shared/records/report'
import { diskProblem } from '../../disk/diskProblem'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import type { Assessment } from '../assess'
import { finite } from '../finite'

export interface Evaluated {
  readonly report: Report
  readonly state: CheckpointState
  readonly assessment: Assessment
  readonly device: string
  readonly job: Job
}

/** Evaluations that a run keeps: one can be made again at any time. */
const mostKept = 16

/** Writes what was said of each picture; throws the disk's Problem, for without it the evaluation was for nothing. */
export async function keepEvaluation(runFolder: string, evaluated: Evaluated): Promise<void> {
  const { report, state, assessment, device, job } = evaluated
  const { pictures, images, figures, msPerPicture } = assessment
  if (!pictures) return
  const { split } = report.data
  const bytes = encodePictureResults({
    head: {
      format: 'layerloom-evaluation',
      version: 1,
      createdAt: report.createdAt,
      checkpoint: { step: state.step, epoch: state.epoch },
      data: report.data,
      classes: [...job.data.classes],
      images,
      top: images > 0 ? pictures.classes.length / images : 1,
      loss: figures.loss ?? null,
      top1: finite(figures.top1 ?? Number.NaN),
      top5: finite(figures.top5 ?? Number.NaN),
      msPerPicture,
      batchSize: job.project.training.batchSize,
      device,
    },
    ...pictures,
  })
  const folder = path.join(runFolder, evaluationsFolder)
  const file = path.join(folder, evaluationFile(split, state.step))
  try {
    await realDisk.makeFolder(folder)
    await writeFileAtomically(realDisk, file, bytes)
    await removeOldest(folder)
  } catch (error) {
    throw diskProblem(error, 'the evaluation', file)
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.evaluation'))
  const aged = await Promise.all(
    names.map(async (name) => ({ name, time: (await stat(path.join(folder, name))).mtimeMs })),
  )
  for (const { name } of aged.sort((a, b) => b.time - a.time).slice(mostKept))
    await realDisk.removeFile(path.join(folder, name))
}
