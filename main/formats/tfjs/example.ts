import type { ExportModel } from '../exportModel'
import type { ExampleProgram } from '../format'

/** A page's worth of code: pictures to classes in a browser or in Node. */
export function tfjsExample(model: ExportModel): ExampleProgram {
  const { inputShape, preprocessing, outputKind } = model
  const [height, width, channels] = inputShape
  const { scale, offset, isInside } = preprocessing
  const normalized = isInside
    ? ''
    : `\n    // The model takes normalized numbers: y = pixel * scale + offset.
    x = x.mul(${JSON.stringify(scale.length === 1 ? scale[0] : scale)}).add(${JSON.stringify(offset.length === 1 ? offset[0] : offset)})`
  const probabilities = outputKind === 'logits' ? '.softmax()' : ''
  return {
    name: 'predict.js',
    text: `// Classes of a picture with this model, in a browser:
//
//   <script src="tf.min.js"></script>      dist/tf.min.js of the npm package @tensorflow/tfjs 4.22.0
//   <script src="predict.js"></script>
//
// and then: await predict('model.json', document.querySelector('img'), await (await fetch('labels.json')).json())

async function predict(modelUrl, picture, labels) {
  const model = await tf.loadLayersModel(modelUrl)
  const output = tf.tidy(() => {
    // Pixels of 0 to 255, ${height} x ${width}, ${channels === 1 ? 'grey' : 'red, green, blue'}.
    let x = tf.browser.fromPixels(picture, ${channels === 1 ? 3 : channels}).toFloat()
    x = tf.image.resizeBilinear(x, [${height}, ${width}])${channels === 1 ? '\n    x = x.mean(2, true)' : ''}
    x = x.expandDims(0)${normalized}
    return model.predict(x)${probabilities}
  })
  const values = await output.data()
  output.dispose()
  return Array.from(values, (probability, k) => ({ class: labels[k], probability }))
    .sort((a, b) => b.probability - a.probability)
    .slice(0, 5)
}
`,
  }
}
