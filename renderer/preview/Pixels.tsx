import { useEffect, useRef } from 'react'

/** RGBA pixels, drawn one by one. */
export const Pixels = ({
  pixels,
  width,
  height,
  className,
}: {
  pixels: Uint8ClampedArray<ArrayBuffer>
  width: number
  height: number
  className?: string
}) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0)
  }, [pixels, width, height])
  return <canvas ref={canvas} width={width} height={height} className={className} />
}
