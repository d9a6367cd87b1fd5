// Classes of pictures, in Node:   npm install sharp   then   node predict.cjs PICTURE...
'use strict'

const sharp = require('sharp')
const tf = require('./tf.min.js')
require('./model.js')
const { toInput, weightData } = require('./preprocess.js')

async function main(files) {
  const { notes, modelTopology, weightSpecs, weights } = globalThis.layerloomModel
  if (files.length === 0) throw new Error('usage: node predict.cjs PICTURE...')
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weightData(weights) }),
  )
  for (const file of files) {
    // Upright, as colours of sRGB with alpha.
    const picture = sharp(file).rotate().toColourspace('srgb').ensureAlpha().raw()
    const { data, info } = await picture.toBuffer({ resolveWithObject: true })
    const { height, width, channels } = notes.input
    const probabilities = tf.tidy(() => {
      const y = model.predict(tf.tensor(toInput(data, info.height, info.width, notes), [1, height, width, channels]))
      return Array.from((notes.output === 'logits' ? y.softmax() : y).dataSync())
    })
    const classes = probabilities
      .map((probability, k) => ({ class: notes.classes[k], probability }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, 5)
    process.stdout.write(`${JSON.stringify({ file, classes })}\n`)
  }
}

main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
