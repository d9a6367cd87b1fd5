/** Most pixels of a picture's side: what browsers draw without giving up. */
const mostPixels = 16_384

export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

export const svgFile = (svg: string): Blob => new Blob([svg], { type: 'image/svg+xml' })

/** The drawing in pixels, twice as fine as on the screen where that is not too large. */
export async function pngOf(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(svgFile(svg))
  try {
    const picture = new Image()
    picture.src = address
    await picture.decode()
    const scale = Math.min(2, mostPixels / Math.max(picture.naturalWidth, picture.naturalHeight))
    const canvas = document.createElement('canvas')
    canvas.width = Math.max(1, Math.round(picture.naturalWidth * scale))
    canvas.height = Math.max(1, Math.round(picture.naturalHeight * scale))
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser drew no picture'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(address)
  }
}
