import { useEffect, useRef } from 'react'
import './Picture.css'

export interface PictureProps {
  /** Rows of bytes 0-255, channels innermost. */
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
  /** 1: grey, 3: red, green, blue. */
  readonly channels?: number
  /** What it shows; '': what stands beside it says it. */
  readonly alt: string
  readonly className?: string
}

/** A picture that a job has decoded: bytes, drawn as they are. No file of a stranger is ever decoded here. */
export const Picture = ({ pixels, width, height, channels = 3, alt, className }: PictureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (!drawing || pixels.length < width * height * channels) return
    const image = drawing.createImageData(width, height)
    const { data } = image
    const colour = channels >= 3 ? [0, 1, 2] : [0, 0, 0]
    for (let pixel = 0; pixel < width * height; pixel++) {
      for (let c = 0; c < 3; c++) data[4 * pixel + c] = pixels[pixel * channels + (colour[c] as number)] as number
      data[4 * pixel + 3] = 255
    }
    drawing.putImageData(image, 0, 0)
  }, [pixels, width, height, channels])
  const name = alt === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': alt }
  return (
    <canvas
      ref={canvas}
      width={width}
      height={height}
      className={className ? `picture ${className}` : 'picture'}
      {...name}
    />
  )
}
