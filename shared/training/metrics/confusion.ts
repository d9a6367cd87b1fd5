/** How often each true class (row) was taken for each class (column). */
export type ConfusionMatrix = readonly (readonly number[])[]

/** Counts pairs of a true and a predicted class, both 0..classes-1; throws on any other. */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  if (labels.length !== predicted.length) throw new Error(`${labels.length} labels, ${predicted.length} predictions`)
  const rows = Array.from({ length: classes }, () => new Array<number>(classes).fill(0))
  for (let k = 0; k < labels.length; k++) {
    const row = rows[labels[k] as number]
    const column = predicted[k] as number
    if (row?.[column] === undefined) throw new Error(`class ${labels[k]} or ${column} is not one of ${classes}`)
    row[column] += 1
  }
  return rows
}
