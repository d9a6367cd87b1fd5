import { Problem } from '../../../shared/problem'
import { effectiveEntries } from '../../../shared/records/dataSetEdits'
import type { DataSetFile } from '../../../shared/records/dataSetFile'
import { dataHash } from '../dataHash'
import { DataProblem } from '../dataProblem'
import { type DataSet, type Split, splits } from '../dataSet'
import { type Pack, PackDamage } from './pack'
import { packDamaged, removePack } from './packFolder'

/**
 * A frozen version of a data set whose pictures lie in a pack: what happens to the files meanwhile does not matter. The caller
 * has seen to it that all its contents are there. A pack that turns out damaged is removed, and the reading ends with a Problem
 * `pack-damaged`; opened anew, the same pictures are packed again.
 */
export function packedDataSet(version: DataSetFile, pack: Pack): DataSet {
  const { classes, source } = version
  const { shape: imageShape } = pack.index.target
  const entries = effectiveEntries(version)
  const labels = Int32Array.from(entries, ([, , className]) => classes.indexOf(className))
  const places = Int32Array.from(entries, ([name, content]) => {
    const place = pack.placeOf(content)
    if (place === undefined) throw new Error(`${name} is not in the pack`)
    return place
  })
  const members = perSplit((split) =>
    Int32Array.from(entries.flatMap((entry, image) => (entry[3] === split ? [image] : []))),
  )
  const labelsOf = perSplit((split) => members[split].map((image) => labels[image] as number))
  const placesOf = perSplit((split) => members[split].map((image) => places[image] as number))
  return {
    source,
    imageShape,
    classes,
    version,
    leftOut: pack.index.refused.map(([, , , problem]) => problem),
    hash: dataHash({
      imageShape,
      classes,
      members,
      label: (image) => labels[image] as number,
      digest: (image) => pack.pixelDigest(places[image] as number),
    }),
    count: (split) => members[split].length,
    labels: (split) => labelsOf[split],
    read: (split, indices, into) => {
      const all = placesOf[split]
      const wanted = indices.map((k) => {
        const place = all[k]
        if (place === undefined) throw new Error(`${split} has no image ${k}`)
        return place
      })
      return pack.read(wanted, into).catch((error: unknown) => unreadable(pack, error))
    },
    close: () => pack.close(),
  }
}

async function unreadable({ file }: Pack, error: unknown): Promise<never> {
  if (error instanceof Problem) throw new DataProblem(error.details, error)
  if (!(error instanceof PackDamage)) throw error
  await removePack(file)
  const { details } = packDamaged(file, error)
  throw new DataProblem(
    { ...details, remedy: 'go on with the run: the pictures are packed again; check the disk' },
    error,
  )
}

const perSplit = <T>(make: (split: Split) => T): Record<Split, T> =>
  Object.fromEntries(splits.map((split) => [split, make(split)])) as Record<Split, T>
