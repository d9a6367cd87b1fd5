/** Where a model comes from and how good it is: what lies beside every export. */
export interface ModelCard {
  readonly run: string
  readonly createdAt: string
  readonly layerloom: string
  /** Steps of training that the weights have seen. */
  readonly step: number
  readonly parameters: number
  readonly data: {
    readonly source: string
    /** sha256 over pixels, labels, order, splits and class names. */
    readonly hash: string
    /** Of picture files: that of the frozen version. */
    readonly version?: string | undefined
    readonly counts: { readonly train: number; readonly validation: number; readonly test: number }
  }
  /** Of the newest evaluation of the run, where there is one. */
  readonly metrics?: {
    readonly split: string
    readonly images: number
    readonly loss: number | null
    readonly top1?: number | undefined
    readonly top5?: number | undefined
  }
  /** As `job.json` has them. */
  readonly training: Readonly<Record<string, unknown>>
  /** For the person to fill in. */
  readonly licence?: string | undefined
}
