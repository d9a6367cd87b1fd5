/**
 * The largest batch size from 1 to `most` whose peak memory stays within `budget` bytes; 0 if not even one picture fits. `peakBytes` must not
 * fall where the batch grows; it is asked some 2 log2(`most`) times.
 */
export function largestBatch(peakBytes: (batchSize: number) => number, budget: number, most: number): number {
  const fits = (batchSize: number) => peakBytes(batchSize) <= budget
  if (!fits(1)) return 0
  let [yes, no] = [1, 2]
  while (no <= most && fits(no)) [yes, no] = [no, no * 2]
  no = Math.min(no, most + 1)
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2)
    if (fits(middle)) yes = middle
    else no = middle
  }
  return yes
}
