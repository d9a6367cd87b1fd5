import type { ExportWishes, FormatId } from '../../../shared/formats/exportOptions'

/** A format next to a program that people open it with. One file a format in `formats/`, and a line in `formats/index.ts`. */
export interface LiveFormat {
  readonly format: FormatId
  /** Whose program it is: 'onnxruntime'. */
  readonly opener: string
  /** Which exports are tried, and what they are called in the table. */
  readonly variants: Readonly<Record<string, ExportWishes>>
  /** Networks that the program knows; absent: all. */
  readonly takes?: (network: string) => boolean
  /** Written from the same model as well: the network of a file that has weights alone. */
  readonly networkFrom?: FormatId
  /** Its program takes pictures with channels first, whatever the file's layout. */
  readonly isNchw?: boolean
  /** Opens each written model and writes its output, float32 [count, outputs], to `<case>.out`; what fails, as text to `<case>.failed`. */
  run(cases: readonly LiveCase[], tools: LiveTools): Promise<void>
}

/** One written model and what it is fed with; paths are absolute. */
export interface LiveCase {
  readonly name: string
  /** The written file or folder. */
  readonly place: string
  /** What `networkFrom` asked for. */
  readonly network?: string | undefined
  /** With `networkFrom: 'pytorch'`: which array of ours is which of that network's. */
  readonly names?: string | undefined
  /** Raw float32 NHWC, as the model takes it: pixels of 0 to 255 or normalized. */
  readonly pictures: string
  readonly count: number
  /** [height, width, channels], or [values]. */
  readonly input: readonly number[]
  readonly layout: 'nhwc' | 'nchw'
  readonly out: string
  readonly failed: string
}

export interface LiveTools {
  /** Runs a script of `python/` with the file of cases as its argument. */
  python(script: string, cases: readonly LiveCase[]): Promise<void>
}

/** A format that a Python script opens. */
export const inPython = (
  format: FormatId,
  opener: string,
  script: string,
  variants: LiveFormat['variants'],
): LiveFormat => ({ format, opener, variants, run: (cases, { python }) => python(script, cases) })
