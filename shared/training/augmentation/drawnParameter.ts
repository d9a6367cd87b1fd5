/** One number that was drawn for each picture of a batch: a column of a program's `parameters`. */
export interface DrawnParameter {
  /** Position of the operation in `operations`. */
  readonly operation: number
  /** As the operation tells it; `chosen` is 1 where it changed the picture. */
  readonly name: string
}
