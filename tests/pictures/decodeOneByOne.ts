import { readFileSync } from 'node:fs'
import path from 'node:path'
import { inspectPicture } from '../../main/data/pictures/inspectPicture'
import type { DecodeOutcome } from '../../main/data/pictures/pictureDecoder'
import { uprightSize } from '../../main/data/pictures/pictureHeader'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'

/** What became of a file in a process of its own. */
export interface HostileOutcome extends DecodeOutcome {
  readonly file: string
  /** Upright, as its header tells. */
  readonly size: string | undefined
  /** Processor time of the whole process, less than the time that passed where others work too. */
  readonly processorMs: number
  readonly passedMs: number
  /** Most memory that the process ever had, above what it had with the engine ready, in MB. */
  readonly mostMb: number
}

/** `program FOLDER`: decodes the files that stdin names, one by one, and says of each what became of it, as JSON, a line each. */
async function main(folder: string): Promise<void> {
  const decoder = await openPictureDecoder()
  const target = { shape: [64, 64, 3], resize: 'stretch', background: [255, 255, 255] } as const
  const decode = async (file: string) => {
    const bytes = Uint8Array.from(readFileSync(path.join(folder, file)))
    const entry = { name: file, className: '', split: undefined, size: bytes.length, modified: 0 }
    const [outcome] = await decoder.decode([{ entry, bytes }], target, new Uint8Array(64 * 64 * 3))
    return { bytes, ...(outcome as DecodeOutcome) }
  }
  let before: number | undefined
  for (const file of readFileSync(0, 'utf8').split('\n')) {
    before ??= process.resourceUsage().maxRSS
    const [processor, start] = [process.cpuUsage(), performance.now()]
    const { bytes, problem, notes } = await decode(file)
    const passedMs = performance.now() - start
    const { user, system } = process.cpuUsage(processor)
    const { header } = inspectPicture(bytes)
    const size = header && Object.values(uprightSize(header)).join('x')
    const mostMb = (process.resourceUsage().maxRSS - before) / 1024
    const line: HostileOutcome = { file, size, problem, notes, processorMs: (user + system) / 1000, passedMs, mostMb }
    process.stdout.write(`${JSON.stringify(line)}\n`)
  }
  decoder.close()
}

void main(process.argv[2] ?? '')
