import readline from 'node:readline'

/** How many steps go before the first that counts. */
const warmUp = 10

/**
 * What a contender does: prints `first` after its first step and `ready` after the warm-up; then, for each line `seconds` on stdin, it
 * trains so long and prints images a second. `step` trains on batch k and has read its loss when it is done.
 */
export async function serve(batchSize: number, step: (k: number) => void | Promise<void>): Promise<void> {
  await step(0)
  process.stdout.write('first\n')
  for (let k = 1; k < warmUp; k++) await step(k)
  process.stdout.write('ready\n')
  let k = warmUp
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const began = performance.now()
    let steps = 0
    while (performance.now() - began < Number(line) * 1000) {
      await step(k++)
      steps++
    }
    process.stdout.write(`${((steps * batchSize) / (performance.now() - began)) * 1000}\n`)
  }
}
