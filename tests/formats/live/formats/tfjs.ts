import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { browserScript } from '../../../../main/engine/browserScript'
import { openBrowser, served } from '../browser'
import type { LiveCase, LiveFormat } from '../liveFormat'

/**
 * Where @tensorflow/tfjs-backend-wasm is unpacked. WebGL without a graphics card takes minutes for a network of the larger ones, WebAssembly
 * seconds.
 */
const wasm = process.env.LAYERLOOM_TFJS_WASM

/** By `tf.loadLayersModel` in a page of Chromium, on WebGL where the browser has it. */
export const tfjsLive: LiveFormat = {
  format: 'tfjs',
  opener: `TensorFlow.js in Chromium${wasm ? ', WebAssembly' : ''}`,
  variants: { plain: {}, float16: { weights: 'float16' } },
  async run(cases) {
    const browser = await openBrowser()
    try {
      for (const one of cases)
        try {
          const files: Readonly<Record<string, string>> = { '/tf.min.js': browserScript(), '/pictures': one.pictures }
          const scripts = ['tf.min.js', ...(wasm ? ['wasm/dist/tf-backend-wasm.min.js'] : [])]
          const fileOf = (pathname: string) => {
            const [, inWasm] = /^\/wasm\/((?:dist|wasm-out)\/[\w.-]+)$/.exec(pathname) ?? []
            if (wasm && inWasm) return path.join(wasm, inWasm)
            return files[pathname] ?? path.join(one.place, path.basename(pathname))
          }
          const base64 = await served(scripts, fileOf, async (url) => {
            const page = await browser.newPage()
            await page.goto(url)
            const result = await page.evaluate(outputs, {
              count: one.count,
              input: one.input,
              isWasm: wasm !== undefined,
            })
            await page.close()
            return result
          })
          await writeFile(one.out, Buffer.from(base64, 'base64'))
        } catch (error) {
          await writeFile(one.failed, String(error))
        }
    } finally {
      await browser.close()
    }
  },
}

/** What the page's own TensorFlow.js has of what is used here. */
interface PageTensor {
  data(): Promise<Float32Array>
  dispose(): void
}
declare const tf: {
  loadLayersModel(url: string): Promise<{ predict(x: PageTensor): PageTensor }>
  tensor(values: Float32Array, shape: readonly number[]): PageTensor
  setBackend(name: string): Promise<boolean>
  getBackend(): string
  readonly wasm?: { setWasmPaths(folder: string): void }
}

interface Fed extends Pick<LiveCase, 'count' | 'input'> {
  readonly isWasm: boolean
}

/** Runs in the page: float32 of all outputs, as base64. */
async function outputs({ count, input, isWasm }: Fed): Promise<string> {
  if (isWasm) {
    tf.wasm?.setWasmPaths('/wasm/wasm-out/')
    await tf.setBackend('wasm')
    if (tf.getBackend() !== 'wasm') throw new Error(`it runs on ${tf.getBackend()}`)
  }
  const model = await tf.loadLayersModel('/model/model.json')
  const pictures = new Float32Array(await (await fetch('/pictures')).arrayBuffer())
  const each = pictures.length / count
  const batch = 20
  const bytes: number[] = []
  for (let from = 0; from < count; from += batch) {
    const size = Math.min(batch, count - from)
    const x = tf.tensor(pictures.slice(from * each, (from + size) * each), [size, ...input])
    const y = model.predict(x)
    bytes.push(...new Uint8Array((await y.data()).slice().buffer))
    x.dispose()
    y.dispose()
  }
  return btoa(String.fromCharCode(...bytes))
}
