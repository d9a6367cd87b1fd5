import type { LabPicture } from '../../../shared/contract/lab/labQuestion'

/** The picture that the network is looked into with. */
export interface ChosenPicture {
  readonly picture: LabPicture
  readonly name: string
  /** Its true class, where that is known. */
  readonly label?: number | undefined
}
