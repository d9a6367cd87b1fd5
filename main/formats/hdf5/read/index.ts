import { Problem } from '../../../../shared/problem'
import type { BinaryFile } from '../../binaryFile'
import type { ReadBudget } from '../../importedModel'
import { printable } from '../../printable'
import { type TextAttribute, textAttributes } from './attributes'
import { Cursor } from './cursor'
import { type ReadDataset, readDataset } from './dataset'
import { groupLinks } from './links'
import { headerMessages } from './messages'
import { hdf5Problem } from './problem'

export interface ReadGroup {
  readonly attributes: ReadonlyMap<string, TextAttribute>
  readonly groups: ReadonlyMap<string, ReadGroup>
  readonly datasets: ReadonlyMap<string, ReadDataset>
}

const signature = '\x89HDF\r\n\x1a\n'
const deepest = 64

/**
 * The tree of an HDF5 file, with the values of its arrays left where they are. Our own small parser of what h5py writes: superblocks 0
 * to 3, both kinds of headers, groups of symbols and of links, contiguous, compact and chunked arrays (deflate, shuffle).
 *
 * What is refused, by a stable code, before anything is allocated by what the file claims: soft and external links, values in other files,
 * virtual datasets, other filters, a group inside of itself, ranges beyond the end, more than the budget.
 * @see HDF5 File Format Specification Version 3.0
 */
export function readHdf5(file: BinaryFile, budget: ReadBudget): ReadGroup {
  try {
    return new Reading(file, budget).group(rootAddress(file), '', 0)
  } catch (error) {
    if (error instanceof Problem || !(error instanceof RangeError)) throw error
    throw hdf5Problem('truncated', 'the file ends before what it describes', file.place)
  }
}

export const isHdf5 = (start: Uint8Array): boolean => Buffer.from(start.subarray(0, 8)).toString('latin1') === signature

function rootAddress(file: BinaryFile): number {
  if (file.size < 8 || !isHdf5(file.bytes(0, 8)))
    throw hdf5Problem('signature', 'it is no HDF5 file: its first bytes are others', file.place)
  const head = new Cursor(file.bytes(0, Math.min(file.size, 128))).skip(8)
  const version = head.u8()
  const isOld = version < 2
  if (isOld) head.skip(4)
  const [offsets, lengths] = [head.u8(), head.u8()]
  if (version > 3 || offsets !== 8 || lengths !== 8)
    throw hdf5Problem('header', `its superblock (version ${version}) is none that Keras writes`, file.place)
  head.at = isOld ? 24 + (version === 1 ? 4 : 0) : 12
  const base = head.u64()
  head.skip(8)
  const end = head.u64()
  if (base !== 0 || end === undefined) throw hdf5Problem('header', 'its superblock says no end', file.place)
  if (end > file.size) throw hdf5Problem('truncated', `it has ${file.size} bytes and should have ${end}`, file.place)
  if (isOld) head.skip(16)
  const root = head.u64()
  if (root === undefined) throw hdf5Problem('header', 'it has no root', file.place)
  return root
}

class Reading {
  private readonly file: BinaryFile
  private readonly budget: ReadBudget
  private readonly groupsSeen = new Set<number>()
  private objects = 0
  private floatBytes = 0

  constructor(file: BinaryFile, budget: ReadBudget) {
    this.file = file
    this.budget = budget
  }

  group(address: number, path: string, depth: number): ReadGroup {
    const { file, budget } = this
    // A model needs each group once; a second way to it may be a circle.
    if (this.groupsSeen.has(address) || depth > deepest)
      throw hdf5Problem(
        'loop',
        `${printable(path || '/')} is a group that stands inside of itself, or twice`,
        file.place,
      )
    this.groupsSeen.add(address)
    const messages = headerMessages(file, address)
    const groups = new Map<string, ReadGroup>()
    const datasets = new Map<string, ReadDataset>()
    for (const [name, target] of groupLinks(file, messages, path)) {
      const inner = `${path}/${name}`
      if (++this.objects > budget.tensors * 4) throw hdf5Problem('budget', 'it holds too many objects', file.place)
      const theirs = headerMessages(file, target)
      if (!theirs.some(({ type }) => type === 0x08)) groups.set(name, this.group(target, inner, depth + 1))
      else {
        const dataset = readDataset(file, theirs, inner)
        this.floatBytes += dataset.floatBytes
        if (this.floatBytes > budget.weightBytes)
          throw hdf5Problem('budget', `its arrays claim more than ${budget.weightBytes} bytes`, file.place)
        datasets.set(name, dataset)
      }
    }
    return { attributes: textAttributes(file, messages, budget.configBytes), groups, datasets }
  }
}

export type { ReadDataset } from './dataset'
