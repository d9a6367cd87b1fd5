import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { zooNetwork } from '../../../shared/zoo'

export interface FolderTraining {
  /** Where the project is written. */
  readonly project: string
  /** A folder with `train/` and `test/`. */
  readonly pictures: string
  readonly classes: number
  readonly training: object
  readonly startFrom?: { readonly place: string }
}

export interface TrainedFolder {
  /** Its folder. */
  readonly run: string
  /** Of the test pictures, by the last epoch. */
  readonly top1: number
}

/** Trains ResNet-20 on pictures of 32x32 with the terminal's own `train`, to its end. */
export function trainFolder({ project, pictures, classes, training, startFrom }: FolderTraining): TrainedFolder {
  mkdirSync(project, { recursive: true })
  const record = {
    format: 'layerloom-project',
    version: 1,
    name: path.basename(project),
    data: { source: pictures, validation: 0, test: 0 },
    preprocessing: { normalization: { kind: '-1-1' } },
    augmentation: [{ type: 'light' }],
    network: zooNetwork('resnet-20').build({ input: [32, 32, 3], classes }),
    training,
    ...(startFrom && { startFrom }),
  }
  writeFileSync(path.join(project, 'project.json'), JSON.stringify(record))
  const words = ['out/main/terminal.cjs', 'train', project, '--json']
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`train ended with ${status}: ${stderr}`)
  const done = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string)
  return { run: done.run, top1: done.test.top1 }
}
