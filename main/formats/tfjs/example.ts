import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'
import { notesFile } from '../modelNotes'
import preprocess from '../web/page/preprocess.js?raw'

/** A page's worth of code: pictures to classes in a browser, scaled as training did it. */
export function tfjsExample({ inputShape, outputKind }: ExportModel): ExampleProgram {
  const [height, width, channels] = inputShape
  const probabilities = outputKind === 'logits' ? '.softmax()' : ''
  return {
    name: 'predict.js',
    text: `// Classes of a picture with this model, in a browser:
//
//   <script src="tf.min.js"></script>      dist/tf.min.js of the npm package @tensorflow/tfjs 4.22.0
//   <script src="predict.js"></script>
//
// and then, with a picture that has come (await picture.decode()):
//
//   const notes = await (await fetch('${notesFile}')).json()
//   await predict('model.json', document.querySelector('img'), notes)

async function predict(modelUrl, picture, notes) {
  const model = await tf.loadLayersModel(modelUrl)
  const canvas = document.createElement('canvas')
  canvas.width = picture.naturalWidth ?? picture.width
  canvas.height = picture.naturalHeight ?? picture.height
  const context = canvas.getContext('2d')
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
  const output = tf.tidy(() => {
    const pixels = layerloom.toInput(data, canvas.height, canvas.width, notes)
    return model.predict(tf.tensor(pixels, [1, ${height}, ${width}, ${channels}]))${probabilities}
  })
  const values = await output.data()
  output.dispose()
  return Array.from(values, (probability, k) => ({ class: notes.classes[k], probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 5)
}

${preprocess}`,
  }
}
