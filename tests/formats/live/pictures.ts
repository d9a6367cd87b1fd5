import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openPictureDecoder } from '../../../main/jobs/pictures/openPictureDecoder'

/** Steps through the pictures by it: a prime that does not divide their count. */
const strideFor = (count: number): number => (count % 97 === 0 ? 101 : 97)

/** Photos of `../shared/data/cifar`, decoded and scaled as training does it; without the folder, drawn ones. */
export async function livePictures(
  shape: readonly [number, number, number],
  count: number,
): Promise<{ pixels: Uint8Array; count: number; from: string }> {
  const folder = path.resolve('../shared/data/cifar/test')
  const pixels = new Uint8Array(count * shape[0] * shape[1] * shape[2])
  if (!existsSync(folder)) {
    for (let i = 0; i < pixels.length; i++) pixels[i] = (Math.sin(i * 0.37) * 90 + Math.cos(i * 0.011) * 37 + 128) & 255
    return { pixels, count, from: 'drawn' }
  }
  const files = readdirSync(folder).flatMap((name) =>
    readdirSync(path.join(folder, name)).map((file) => path.join(folder, name, file)),
  )
  // Spread over all classes, and every few pictures too.
  const stride = strideFor(count)
  const chosen = Array.from(
    { length: count },
    (_, k) => files[Math.floor((((k * stride) % count) * files.length) / count)] as string,
  )
  const decoder = await openPictureDecoder()
  try {
    const target = { shape, resize: 'stretch', background: [255, 255, 255] } as const
    const encoded = chosen.map((name) => {
      const bytes = Uint8Array.from(readFileSync(name))
      return { entry: { name, className: '', split: undefined, size: bytes.length, modified: 0 }, bytes }
    })
    for (const { problem } of await decoder.decode(encoded, target, pixels))
      if (problem) throw new Error(`${problem.place}: ${problem.message}`)
  } finally {
    decoder.close()
  }
  return { pixels, count, from: 'cifar' }
}
