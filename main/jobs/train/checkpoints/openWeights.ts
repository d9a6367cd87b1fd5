import path from 'node:path'
import type { CheckpointState } from '../../../../shared/records/checkpoint'
import type { Disk, OpenFile } from '../../../disk/disk'
import { type OpenedSafetensors, openedSafetensors } from '../../../formats/safetensors'
import type { WeightSource } from '../../../formats/weightSource'
import { openListed, readManifest, readState } from './listedFiles'
import { shardKind } from './shards'

/** A checkpoint's weights, read when they are asked for. Whoever opened it closes it. */
export interface OpenedWeights {
  readonly path: string
  readonly state: CheckpointState
  readonly weights: WeightSource
  close(): Promise<void>
}

/**
 * The weights of a checkpoint without the optimizer's part and without holding them: what an export reads. Length and sha256 are those of the
 * manifest when it opens; the files stay open, so that a training that removes the checkpoint meanwhile takes nothing away.
 */
export async function openCheckpointWeights(disk: Disk, folder: string): Promise<OpenedWeights> {
  const manifest = await readManifest(disk, folder)
  const state = await readState(disk, folder, manifest)
  const files: OpenFile[] = []
  const close = async () => {
    for (const file of files.splice(0)) await file.close()
  }
  try {
    const holders = new Map<string, OpenedSafetensors>()
    for (const file of manifest.files.filter(({ name }) => shardKind(name) === 'weights')) {
      const place = path.join(folder, file.name)
      const open = await openListed(disk, place, file)
      files.push(open)
      const tensors = await openedSafetensors(open, place)
      for (const [name, { dtype }] of tensors.entries) if (dtype === 'float32') holders.set(name, tensors)
    }
    const shapes = new Map([...holders].map(([name, { entries }]) => [name, entries.get(name)?.shape ?? []]))
    const read = async (name: string) => (await holders.get(name)?.read(name))?.data
    return {
      path: folder,
      state,
      close,
      weights: {
        shapes,
        async read(name) {
          const data = await read(name)
          if (!(data instanceof Float32Array)) throw new Error(`there is no weight ${name}`)
          return data
        },
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}
