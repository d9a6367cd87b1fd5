import type { PictureListing } from '../../listing/pictureListing'
import type { PlaceRequest } from '../packPlace'
import { digestDecoder } from './digestDecoder'

/** A packing with `digestDecoder` into 4x4x3. Damage is an error. */
export const digestPacking = (listing: PictureListing, place: string, packs: string): PlaceRequest => ({
  listing,
  place,
  decoder: digestDecoder,
  target: { shape: [4, 4, 3], resize: 'stretch', background: [0, 0, 0] },
  packs,
  whenFilesChange: 'skip',
  onDamage: (problem) => {
    throw problem
  },
})
