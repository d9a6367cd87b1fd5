// From the pixels of a picture to what the model takes. Plain JavaScript for a browser and for Node.
;((root) => {
  // Where the picture comes to lie: 'stretch', 'crop' (fills, the middle kept) or 'fit' (inside, the rest background).
  function placed(height, width, target, resize) {
    const rows = target.height / height
    const columns = target.width / width
    if (resize === 'crop') {
      const scale = Math.max(rows, columns)
      const before = [(target.height - height * scale) / 2, (target.width - width * scale) / 2]
      return { scale: [scale, scale], before, covered: [0, 0, target.height, target.width] }
    }
    if (resize === 'fit') {
      const scale = Math.min(rows, columns)
      const whole = (size, most) => Math.min(most, Math.max(1, Math.round(size)))
      const half = (rest) => {
        const floor = Math.floor(rest / 2)
        return rest % 2 === 1 && floor % 2 === 1 ? floor + 1 : floor
      }
      const [high, wide] = [whole(height * scale, target.height), whole(width * scale, target.width)]
      const [top, left] = [half(target.height - high), half(target.width - wide)]
      return { scale: [high / height, wide / width], before: [top, left], covered: [top, left, high, wide] }
    }
    return { scale: [rows, columns], before: [0, 0], covered: [0, 0, target.height, target.width] }
  }

  // For each place of the result: the places of the source that it sees, with their weights. A triangle as wide as a result's pixel,
  // which is what Pillow's BILINEAR and TensorFlow's ScaleAndTranslate (antialias) do.
  function looks(size, result, scale, before) {
    const inverse = 1 / scale
    const width = Math.max(inverse, 1)
    return Array.from({ length: result }, (_, place) => {
      const middle = (place + 0.5 - before) * inverse
      if (middle < 0 || middle > size) return { from: 0, weights: [] }
      const from = Math.max(0, Math.ceil(middle - width - 0.5))
      const to = Math.min(size - 1, Math.floor(middle + width - 0.5))
      const weights = []
      let sum = 0
      for (let source = from; source <= to; source++) {
        const weight = Math.max(0, 1 - Math.abs(source + 0.5 - middle) / width)
        weights.push(weight)
        sum += weight
      }
      return { from, weights: weights.map((weight) => weight / sum) }
    })
  }

  // rgba: bytes of height x width pixels, upright. Gives float32 of the model's height x width x channels: pixels of 0 to 255, or
  // normalized numbers where the model does not normalize them itself.
  function toInput(rgba, height, width, notes) {
    const { input, preprocessing } = notes
    const { background, resize, scale: factors, offset, isInside } = preprocessing
    const place = placed(height, width, input, resize)
    const [rows, columns] = [
      looks(height, input.height, place.scale[0], place.before[0]),
      looks(width, input.width, place.scale[1], place.before[1]),
    ]
    // Colours lie on their background before anything is scaled, so that those of unseen pixels do not leak.
    const opaque = new Float32Array(height * width * 3)
    for (let pixel = 0; pixel < height * width; pixel++) {
      const alpha = rgba[4 * pixel + 3] / 255
      for (let c = 0; c < 3; c++) opaque[3 * pixel + c] = background[c] + (rgba[4 * pixel + c] - background[c]) * alpha
    }
    const high = new Float32Array(input.height * width * 3)
    rows.forEach(({ from, weights }, row) => {
      weights.forEach((weight, k) => {
        const [source, result] = [(from + k) * width * 3, row * width * 3]
        for (let i = 0; i < width * 3; i++) high[result + i] += weight * opaque[source + i]
      })
    })
    const result = new Float32Array(input.height * input.width * input.channels)
    const [top, left, coveredHeight, coveredWidth] = place.covered
    for (let row = 0; row < input.height; row++)
      for (let column = 0; column < input.width; column++) {
        const isCovered = row >= top && row < top + coveredHeight && column >= left && column < left + coveredWidth
        const colour = [0, 0, 0]
        if (isCovered) {
          const { from, weights } = columns[column]
          for (let k = 0; k < weights.length; k++)
            for (let c = 0; c < 3; c++) colour[c] += weights[k] * high[(row * width + from + k) * 3 + c]
        } else for (let c = 0; c < 3; c++) colour[c] = background[c]
        // Pillow's luma, in 65536ths.
        const values =
          input.channels === 1 ? [(colour[0] * 19595 + colour[1] * 38470 + colour[2] * 7471) / 65536] : colour
        for (let c = 0; c < input.channels; c++) {
          const byte = Math.min(255, Math.max(0, Math.floor(values[c] + 0.5)))
          const at = (list) => list[list.length === 1 ? 0 : c]
          result[(row * input.width + column) * input.channels + c] = isInside ? byte : byte * at(factors) + at(offset)
        }
      }
    return result
  }

  // The weights of model.js as one buffer.
  function weightData(pieces) {
    const parts = pieces.map((piece) => Uint8Array.from(atob(piece), (letter) => letter.charCodeAt(0)))
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all.buffer
  }

  const layerloom = { toInput, weightData }
  if (typeof module === 'object' && module.exports) module.exports = layerloom
  else root.layerloom = layerloom
})(globalThis)
