import type { ScanTask } from '../../../shared/contract/jobs'
import type { PictureDecoder } from '../../data/pictures/pictureDecoder'
import type { JobContext } from '../jobContext'
import { openPictureDecoder } from '../pictures/openPictureDecoder'
import { startEngine } from '../startEngine'

/** The decoder on an engine that is loaded now: a rescan of what is known does without both. */
export async function openEngineDecoder(
  task: Pick<ScanTask, 'engine' | 'gpuRequired'>,
  context: JobContext,
): Promise<PictureDecoder> {
  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  return openPictureDecoder()
}
