/** Rows that a run writes at most, and layers in all of them together: a deep network is looked at less often. */
const mostRows = 400
const mostLayers = 40_000
/** Steps between two looks at least. */
const leastSteps = 10

/** Every how many steps a run is looked at. It depends on nothing but the run's length and network, so a resumed run looks at the same steps. */
export function lookInterval(totalSteps: number, layers: number): number {
  const rows = Math.max(1, Math.min(mostRows, Math.floor(mostLayers / Math.max(1, layers))))
  return Math.max(leastSteps, Math.ceil(totalSteps / rows))
}
