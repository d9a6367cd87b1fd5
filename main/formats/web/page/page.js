// The page: takes a picture, shows what the model says. Nothing is sent anywhere.

const { notes, modelTopology, weightSpecs, weights, about } = globalThis.layerloomModel
const { toInput, weightData } = globalThis.layerloom
const element = (id) => document.getElementById(id)
// More pixels than that add nothing to a small input and take seconds.
const largestSide = 2048
const shownClasses = 5

document.title = notes.name
element('name').textContent = notes.name
element('about').textContent = about
const model = tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData: weightData(weights) }))
model.then(
  () => say(`${notes.classes.length} classes; ready`),
  (error) => say(`The model cannot be loaded: ${error.message}`, true),
)

function say(text, isBad = false) {
  element('status').textContent = text
  element('status').className = isBad ? 'bad' : ''
}

async function pixelsOf(file) {
  const bitmap = await createImageBitmap(file)
  const shrink = Math.min(1, largestSide / Math.max(bitmap.width, bitmap.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(bitmap.width * shrink))
  canvas.height = Math.max(1, Math.round(bitmap.height * shrink))
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
  bitmap.close()
  return context.getImageData(0, 0, canvas.width, canvas.height)
}

let newest = 0
async function predict(file) {
  const turn = ++newest
  element('classes').replaceChildren()
  say('Looking at it ...')
  try {
    const { data, height, width } = await pixelsOf(file)
    const network = await model
    const { input, output } = notes
    const result = tf.tidy(() => {
      const x = tf.tensor(toInput(data, height, width, notes), [1, input.height, input.width, input.channels])
      const y = network.predict(x)
      return output === 'logits' ? y.softmax() : y
    })
    const probabilities = await result.data()
    result.dispose()
    if (turn !== newest) return
    show(file, probabilities)
  } catch {
    if (turn === newest)
      say(`${file.name || 'This'} is no picture that this browser can read. Try a PNG or a JPEG.`, true)
  }
}

let shownUrl
function show(file, probabilities) {
  if (shownUrl) URL.revokeObjectURL(shownUrl)
  shownUrl = URL.createObjectURL(file)
  element('picture').src = shownUrl
  element('picture').alt = file.name
  element('picture').hidden = false
  const best = Array.from(probabilities, (part, k) => ({ part, name: notes.classes[k] }))
    .sort((a, b) => b.part - a.part)
    .slice(0, shownClasses)
  element('classes').replaceChildren(...best.map(row))
  say(`${file.name || 'The picture'}: ${best[0].name}, ${(best[0].part * 100).toFixed(1)} %`)
}

function row({ name, part }) {
  const item = document.createElement('li')
  item.dataset.probability = String(part)
  const label = document.createElement('span')
  label.className = 'class'
  label.textContent = name
  label.title = name
  const bar = document.createElement('span')
  bar.className = 'bar'
  const fill = document.createElement('i')
  fill.style.width = `${part * 100}%`
  bar.append(fill)
  const number = document.createElement('span')
  number.className = 'part'
  number.textContent = `${(part * 100).toFixed(1)} %`
  item.append(label, bar, number)
  return item
}

const first = (files) => files && files.length > 0 && predict(files[0])
element('file').addEventListener('change', ({ target }) => first(target.files))
document.addEventListener('paste', ({ clipboardData }) => first(clipboardData.files))
for (const kind of ['dragover', 'dragenter'])
  document.addEventListener(kind, (event) => {
    event.preventDefault()
    element('drop').classList.add('over')
  })
document.addEventListener('dragleave', () => element('drop').classList.remove('over'))
document.addEventListener('drop', (event) => {
  event.preventDefault()
  element('drop').classList.remove('over')
  first(event.dataTransfer.files)
})
