import { list } from '../../main/data/listing/testing/told'

/**
 * Lists a folder, reads all of its files, and lists it again until called off after 30 % of the time; prints what it took as JSON. A process of its own,
 * so that its memory is nobody else's: listMany FOLDER
 */
async function main(folder: string): Promise<void> {
  const rssMB = () => process.memoryUsage.rss() / 2 ** 20
  const before = rssMB()
  let began = performance.now()
  const elapsed = () => Math.round(performance.now() - began)
  let firstMs: number | undefined
  let firstFiles = 0
  let mostRssMB = before
  const listing = await list(folder, {
    onProgress: ({ files }) => {
      if (firstMs === undefined && files > 0) {
        firstMs = elapsed()
        firstFiles = files
      }
      mostRssMB = Math.max(mostRssMB, rssMB())
    },
  })
  const listMs = elapsed()
  mostRssMB = Math.max(mostRssMB, rssMB())

  const readMs: number[] = []
  let unread = 0
  for (const _ of [1, 2]) {
    began = performance.now()
    for (let k = 0; k < listing.entries.length; k += 512)
      for (const got of await listing.read(listing.entries.slice(k, k + 512))) if ('code' in got) unread++
    readMs.push(elapsed())
  }

  const controller = new AbortController()
  let calledOffAt = 0
  began = performance.now()
  const again = list(folder, { signal: controller.signal })
  const callOff = () => {
    if (elapsed() < 0.3 * listMs) return void setImmediate(callOff)
    calledOffAt = performance.now()
    controller.abort(new Error('called off'))
  }
  callOff()
  const end = await again.then(
    () => 'listed',
    (error: Error) => error.message,
  )
  const cancelMs = Math.round(performance.now() - calledOffAt)
  process.stdout.write(
    `${JSON.stringify({
      files: listing.entries.length,
      classes: listing.classes.length,
      problems: listing.problems.length,
      firstMs,
      firstFiles,
      listMs,
      listGrowthMB: Math.round(mostRssMB - before),
      unread,
      readMs,
      end,
      cancelMs,
    })}\n`,
  )
}

main(process.argv[2] as string)
