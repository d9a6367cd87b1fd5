import type { CheckpointPick } from '../../shared/contract/jobs'
import type { Job } from '../../shared/records/job'
import type { TrainingProgram } from '../../shared/training/compileTraining'
import { Session } from '../engine/session'
import { chosenCheckpoint } from './chosenCheckpoint'
import { compileProject, type Subject } from './compileProject'
import type { JobContext } from './jobContext'
import type { Checkpoint } from './train/checkpoints'
import { readJob } from './train/jobFile'
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
export async function openTrained(folder: string, choice: CheckpointPick, context: JobContext): Promise<Trained> {
  const job = await readJob(folder)
  const checkpoint = await chosenCheckpoint(folder, choice, context)
  const subject = { imageShape: job.data.imageShape, classes: job.data.classes }
  const program = compileProject(job.project, subject)
  const session = await Session.open(program)
  try {
    restore(session, program, checkpoint, 'weights')
  } catch (error) {
    session.close()
    throw error
  }
  return { job, subject, checkpoint, program, session }
}
