import path from 'node:path'
import type { CheckpointChoice } from '../../shared/contract/jobs'
import { Problem } from '../../shared/problem'
import type { Job } from '../../shared/records/job'
import type { TrainingProgram } from '../../shared/training/compileTraining'
import { Session } from '../engine/session'
import { compileProject, type Subject } from './compileProject'
import type { JobContext } from './jobContext'
import { type Checkpoint, newestCheckpoint } from './train/checkpoints'
import { readJob } from './train/openRun'
import { restore } from './train/sessionState'

/** A run's network with its trained weights, ready to be asked. */
export interface Trained {
  readonly job: Job
  readonly subject: Subject
  readonly checkpoint: Checkpoint
  readonly program: TrainingProgram
  readonly session: Session
}

/** Opens the weights of a run; the caller closes the session. */
export async function openTrained(folder: string, choice: CheckpointChoice, context: JobContext): Promise<Trained> {
  const job = await readJob(folder)
  const checkpoint = await chosen(folder, choice, context)
  const subject = { imageShape: job.data.imageShape, classes: job.data.classes }
  const program = compileProject(job.project, subject)
  const session = await Session.open(program)
  try {
    restore(session, program, checkpoint)
  } catch (error) {
    session.close()
    throw error
  }
  return { job, subject, checkpoint, program, session }
}

/** The best one where it is asked for and there; else the newest. */
async function chosen(folder: string, choice: CheckpointChoice, context: JobContext): Promise<Checkpoint> {
  for (const name of choice === 'best' ? ['best', 'checkpoints'] : ['checkpoints']) {
    const { checkpoint, refused } = await newestCheckpoint(path.join(folder, name))
    for (const problem of refused) context.post({ event: 'warning', problem })
    if (checkpoint) return checkpoint
  }
  throw new Problem({
    code: 'no-checkpoint',
    message: `run ${path.basename(folder)} has no checkpoint yet`,
    remedy: 'train it first',
    place: folder,
  })
}
