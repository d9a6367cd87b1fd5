import type { ExportModel } from '../exportModel'

/** A function of Python, `load_picture(path)`: a file as float32 [height, width, channels] of 0 to 255, as training saw it. */
export function pictureLoader({
  inputShape,
  preprocessing,
}: Pick<ExportModel, 'inputShape' | 'preprocessing'>): string {
  const [height, width, channels] = inputShape
  const { resize, background } = preprocessing
  const mode = channels === 1 ? 'L' : 'RGB'
  const colour = `(${background.join(', ')})`
  const placed = {
    stretch: `picture.resize((${width}, ${height}), Image.BILINEAR)`,
    fit: `ImageOps.pad(picture, (${width}, ${height}), Image.BILINEAR, color=${colour})`,
    crop: `ImageOps.fit(picture, (${width}, ${height}), Image.BILINEAR)`,
  }[resize]
  return `def load_picture(path):
    """A picture file as float32 [${height}, ${width}, ${channels}] of 0 to 255."""
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, ${colour})
        picture = Image.alpha_composite(ground, picture)
    picture = picture.convert("RGB")
    picture = ${placed}
    pixels = np.asarray(picture.convert("${mode}"), dtype=np.float32)
    return pixels.reshape(${height}, ${width}, ${channels})
`
}
