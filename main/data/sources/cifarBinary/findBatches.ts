import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { errorCode } from '../../../disk/disk'

/** The batches of one of the two data sets, as its archive unpacks. */
export interface CifarBatches {
  readonly train: readonly string[]
  readonly test: readonly string[]
  /** Class names, a line each; the file need not be there. */
  readonly names: string
  /** Bytes in front of the pixels of each picture, the last of which is the label: CIFAR-100 has a coarse one before it. */
  readonly labelBytes: 1 | 2
}

/** Names of the folders in the archives. */
const archiveFolders = ['cifar-10-batches-bin', 'cifar-100-binary']

/** The batches that a folder holds, or the archive's own folder inside it; `undefined` if there are none. */
export async function findBatches(place: string): Promise<CifarBatches | undefined> {
  for (const folder of [place, ...archiveFolders.map((name) => path.join(place, name))]) {
    const names = await namesIn(folder)
    const found = cifar10(folder, names) ?? (await cifar100(folder, names))
    if (found) return found
  }
  return undefined
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return []
    throw error
  }
}

function cifar10(folder: string, names: readonly string[]): CifarBatches | undefined {
  const train = names.filter((name) => /^data_batch_\d+\.bin$/.test(name))
  const test = names.filter((name) => name === 'test_batch.bin')
  if (train.length === 0) return undefined
  const inFolder = (name: string) => path.join(folder, name)
  return { train: train.map(inFolder), test: test.map(inFolder), names: inFolder('batches.meta.txt'), labelBytes: 1 }
}

/** `train.bin` is anybody's name: it has to have the size, or the list of classes beside it. */
async function cifar100(folder: string, names: readonly string[]): Promise<CifarBatches | undefined> {
  if (!names.includes('train.bin')) return undefined
  const train = path.join(folder, 'train.bin')
  const { size } = await stat(train)
  const isWhole = size > 0 && size % (2 + 3072) === 0
  if (!isWhole && !names.includes('fine_label_names.txt')) return undefined
  const test = names.includes('test.bin') ? [path.join(folder, 'test.bin')] : []
  return { train: [train], test, names: path.join(folder, 'fine_label_names.txt'), labelBytes: 2 }
}
