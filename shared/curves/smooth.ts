/**
 * Exponential smoothing: each value becomes `weight` of what came before and the rest of itself, divided by how much has come (Kingma and Ba 2015,
 * section 3), so that the beginning is not drawn towards zero; TensorBoard's curves are smoothed so. `null` stays `null` and is passed over.
 *
 * @param weight 0 (as it is) to below 1
 * @param partOf by how much a value counts, 1 unless told: the last batch of an epoch may be a single picture
 */
export function smoothed(
  values: readonly (number | null)[],
  weight: number,
  partOf: (place: number) => number = () => 1,
): (number | null)[] {
  if (weight <= 0) return [...values]
  let sum = 0
  let share = 0
  return values.map((value, place) => {
    if (value === null) return null
    const own = (1 - weight) * partOf(place)
    sum = weight * sum + own * value
    share = weight * share + own
    return sum / share
  })
}
