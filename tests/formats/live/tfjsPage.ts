import path from 'node:path'
import { browserScript } from '../../../main/engine/browserScript'
import { openBrowser, served } from './browser'

type Top = { class: string; probability: number }[]
declare const predict: (model: string, picture: unknown, notes: unknown) => Promise<Top>
declare const document: { createElement(name: 'img'): { src: string; decode(): Promise<void> } }

/** What the exported `predict.js` says of pictures in Chromium, in a page with TensorFlow.js and nothing else. */
export async function predictionInPage(folder: string, pictures: readonly string[]): Promise<Top[]> {
  const fileOf = (pathname: string) => {
    if (pathname === '/tf.min.js') return browserScript()
    const [, number] = /^\/picture\/(\d+)$/.exec(pathname) ?? []
    return number === undefined ? path.join(folder, path.basename(pathname)) : (pictures[Number(number)] as string)
  }
  const browser = await openBrowser()
  try {
    return await served(['tf.min.js', 'predict.js'], fileOf, async (url) => {
      const page = await browser.newPage()
      await page.goto(url)
      return page.evaluate(async (count) => {
        const notes = await (await fetch('layerloom.json')).json()
        const all: { class: string; probability: number }[][] = []
        for (let k = 0; k < count; k++) {
          const picture = document.createElement('img')
          picture.src = `/picture/${k}`
          await picture.decode()
          all.push(await predict('model.json', picture, notes))
        }
        return all
      }, pictures.length)
    })
  } finally {
    await browser.close()
  }
}
