import type { PictureDecoder } from '../../main/data/pictures/pictureDecoder'
import type { JobContext } from '../../main/jobs/jobContext'
import { forkPort } from '../../main/jobs/jobPort'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { scan } from '../../main/jobs/scan/scan'
import { JobCommand, jobProtocol } from '../../shared/contract/jobs'

/**
 * A job process that scans as the real one does, but for its decoder: on a picture called `abort...` it aborts, as a native decoder
 * may, on one called `hang...` it never comes back; of a source called `doomed` it does not even begin.
 */
async function openDyingDecoder(): Promise<PictureDecoder> {
  const decoder = await openPictureDecoder()
  return {
    ...decoder,
    decode: (pictures, target, into) => {
      for (const { entry } of pictures) {
        if (/\/abort[^/]*$/.test(entry.name)) process.abort()
        if (/\/hang[^/]*$/.test(entry.name)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
      }
      return decoder.decode(pictures, target, into)
    },
  }
}

const port = forkPort()
const context: JobContext = { post: port.post, onCommand: () => {}, onGone: (listener) => port.onGone(listener) }
port.onMessage((message) => {
  const command = JobCommand.parse(message)
  if (command.command !== 'start' || command.task.task !== 'scan') return
  if (command.task.source.endsWith('/doomed')) process.abort()
  void scan(command.task, context, openDyingDecoder).then(async (result) => {
    port.post({ event: 'finished', result })
    await port.flush()
    process.exit(0)
  })
})
port.post({ event: 'ready', protocol: jobProtocol, process: process.pid })
