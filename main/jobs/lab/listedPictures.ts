import { Problem } from '../../../shared/problem'
import { effectiveEntries } from '../../../shared/records/dataSetEdits'
import { channelStatistics } from '../../data/channelStatistics'
import { imageBytes } from '../../data/dataSet'
import type { PictureEntry, PictureListing } from '../../data/listing/pictureListing'
import type { PictureTarget } from '../../data/pictures/pictureDecoder'
import { dataSetPlace, readDataSetFile } from '../../data/version/dataSetFiles'
import { noSuchPicture, type PictureSource, type SeenPicture, type SourceOptions } from './pictureSource'

/** Pictures that stand for all where their statistics are wanted. */
const mostLookedAt = 64

/**
 * Picture files, decoded as they are asked for. Which are in a split is what the project's `dataset.json` says; before there is one, those that no
 * folder of the source puts elsewhere count as for training.
 */
export async function listedPictures(
  listing: PictureListing,
  { folder, decoder, target }: SourceOptions & { readonly target: PictureTarget },
): Promise<PictureSource> {
  const byName = new Map(listing.entries.map((entry) => [entry.name, entry]))
  const frozen = await readDataSetFile(dataSetPlace(folder))
  const dealt =
    frozen?.source === listing.source
      ? effectiveEntries(frozen).map(([name, , label, split]) => ({ name, label, split }))
      : listing.entries.map(({ name, className, split = 'train' }) => ({ name, label: className, split }))
  const labels = new Map(dealt.map(({ name, label }) => [name, label]))
  const members = (split: string) => dealt.filter((each) => each.split === split && byName.has(each.name))
  const splits = { train: members('train'), validation: members('validation'), test: members('test') }

  const decode = async (entry: PictureEntry): Promise<SeenPicture> => {
    const [bytes] = await listing.read([entry])
    if (!(bytes instanceof Uint8Array)) throw new Problem(bytes ?? { code: 'bug', message: 'nothing was read' })
    const pixels = new Uint8Array(imageBytes(target.shape))
    const [outcome] = await (await decoder()).decode([{ entry, bytes }], target, pixels)
    if (outcome?.problem) throw new Problem(outcome.problem)
    return { pixels, label: labels.get(entry.name) ?? entry.className, name: entry.name }
  }
  return {
    shape: target.shape,
    classes: frozen?.source === listing.source ? frozen.classes : listing.classes,
    read: async (picture) => {
      const name = 'name' in picture ? picture.name : splits[picture.split][picture.index]?.name
      const entry = name === undefined ? undefined : byName.get(name)
      if (!entry) throw noSuchPicture('name' in picture ? picture.name : `${picture.split} ${picture.index}`)
      return decode(entry)
    },
    statistics: async () => {
      const all = splits.train
      const some = Array.from({ length: Math.min(mostLookedAt, all.length) }, (_, k, count = all.length) => {
        return all[Math.floor(((k + 0.5) * count) / Math.min(mostLookedAt, count))]?.name as string
      })
      const pixels: Uint8Array[] = []
      for (const name of some) {
        const seen = await decode(byName.get(name) as PictureEntry).catch((error) => {
          if (error instanceof Problem) return undefined
          throw error
        })
        if (seen) pixels.push(seen.pixels)
      }
      if (pixels.length === 0) throw noSuchPicture('for training that can be used')
      return channelStatistics(
        {
          imageShape: target.shape,
          count: () => pixels.length,
          read: async (_split, indices, into) => {
            for (const [k, index] of indices.entries())
              into.set(pixels[index] as Uint8Array, k * imageBytes(target.shape))
          },
        },
        'train',
      )
    },
    close: () => listing.close(),
  }
}
