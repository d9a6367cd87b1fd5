/**
 * Exponential smoothing: each value becomes `weight` of what came before and the rest of itself, divided by how much has come (Kingma and Ba 2015,
 * section 3), so that the beginning is not drawn towards zero; TensorBoard's curves are smoothed so. `null` stays `null` and is passed over.
 *
 * @param weight 0 (as it is) to below 1
 */
export function smoothed(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values]
  let mean = 0
  let share = 1
  return values.map((value) => {
    if (value === null) return null
    mean = weight * mean + (1 - weight) * value
    share *= weight
    return mean / (1 - share)
  })
}
