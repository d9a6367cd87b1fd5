import type { Project } from '../../../shared/records/project'
import { channelStatistics } from '../../data/channelStatistics'
import { type DataSet, imageBytes, type Split } from '../../data/dataSet'
import { listByReference } from '../../data/listByReference'
import { kindOf, openDataSet, placeOf } from '../../data/openDataSet'
import { pictureTarget } from '../openProjectData'
import { listedPictures } from './listedPictures'
import { pictureNames } from './pictureNames'
import { noSuchPicture, type PictureSource, type SeenPicture, type SourceOptions } from './pictureSource'

/**
 * The pictures of a project as it is now. Files are decoded one by one as they are asked for, at the size that the network takes, so that nobody
 * waits for a pack; the pixels are those that a pack would have.
 */
export async function openPictureSource(project: Project, options: SourceOptions): Promise<PictureSource> {
  const { data: reference } = project
  const place = placeOf(reference, { folder: options.folder })
  const onProgress = (what: string) => options.onProgress(what)
  const opening = { folder: options.folder, onProgress }
  if ((await kindOf(place)) === undefined) {
    const listing = await listByReference(place, reference, opening)
    if (listing) return listedPictures(listing, { ...options, target: pictureTarget(project) })
  }
  return ofDataSet(await openDataSet(reference, opening))
}

/** The pictures of a data set that is open; closing the one closes the other. */
export function ofDataSet(data: DataSet): PictureSource {
  const names = pictureNames(data.version)
  const { imageShape: shape, classes } = data
  const at = async (split: Split, index: number): Promise<SeenPicture> => {
    if (index >= data.count(split)) throw noSuchPicture(`${split} ${index}`)
    const pixels = new Uint8Array(imageBytes(shape))
    await data.read(split, Int32Array.of(index), pixels)
    return { pixels, label: classes[data.labels(split)[index] as number] as string, name: names.of(split, index) }
  }
  return {
    shape,
    classes,
    read: async (picture) => {
      if ('split' in picture) return at(picture.split, picture.index)
      const found = names.find(picture.name)
      if (!found) throw noSuchPicture(picture.name)
      return at(found.split, found.index)
    },
    statistics: () => channelStatistics(data, 'train'),
    close: async () => data.close?.(),
  }
}
