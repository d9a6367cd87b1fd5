import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Network } from '../../shared/model/network'
import { quarters, smallNetwork } from '../engine/networks'

const idx = (kind: number, sizes: number[], bytes: Uint8Array): Buffer => {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.writeUInt8(8, 2)
  header.writeUInt8(kind, 3)
  for (const [k, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * k)
  return Buffer.concat([header, bytes])
}

/** MNIST-style files of 12x12 pictures of four classes. */
export function writeSmallData(folder: string, count = 400): void {
  const { images, labels } = quarters(count)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'train-images-idx3-ubyte'), idx(3, [count, 12, 12], images))
  writeFileSync(path.join(folder, 'train-labels-idx1-ubyte'), idx(1, [count], Uint8Array.from(labels)))
}

export interface SmallProject {
  readonly training?: object
  readonly augmentation?: readonly object[]
  readonly network?: Network | object
  readonly data?: object
  readonly startFrom?: object
  readonly version?: number
}

/** A project that trains in a second: convolutions, batch norm, a shortcut, dropout. */
export function writeSmallProject(
  folder: string,
  { training = {}, augmentation, network, data, startFrom, version = 1 }: SmallProject = {},
): string {
  mkdirSync(folder, { recursive: true })
  writeSmallData(path.join(folder, 'data'))
  const project = {
    format: 'layerloom-project',
    version,
    name: 'quarters',
    data: { source: 'data', validation: 0.1, test: 0.1, ...data },
    ...(augmentation && { augmentation }),
    ...(startFrom && { startFrom }),
    network: network ?? smallNetwork(),
    training: { epochs: 2, batchSize: 16, learningRate: 0.005, seed: 3, ...training },
  }
  writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project, null, 2))
  return folder
}
