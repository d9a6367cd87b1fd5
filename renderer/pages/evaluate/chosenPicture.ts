import type { LabPicture } from '../../../shared/contract/lab/labQuestion'

/** The picture that the network is looked into with. */
export interface ChosenPicture {
  readonly picture: LabPicture
  /** Of one that is none of the data's: how its file is called. */
  readonly name?: string | undefined
  /** Its true class, where that is known. */
  readonly label?: number | undefined
}
