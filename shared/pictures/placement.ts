/** Which part of the target a picture fills. */
export interface Placement {
  /** Target pixels per pixel of the picture, of rows and columns. */
  readonly scale: readonly [rows: number, columns: number]
  /** Where the picture's top left corner comes to lie in the target, in target pixels; negative where it is cut. */
  readonly translation: readonly [rows: number, columns: number]
  /** The whole pixels of the target that the picture covers; the rest is background. */
  readonly covered: { readonly top: number; readonly left: number; readonly height: number; readonly width: number }
}

interface Size {
  readonly height: number
  readonly width: number
}

/** Along which axes the target is turned round later; an odd row of background then comes to lie where it would have without. */
export interface Mirrored {
  readonly rows: boolean
  readonly columns: boolean
}

/**
 * How a picture of one size comes into a target of another.
 *
 *   stretch   both sides scaled on their own (Pillow `resize`)
 *   crop      scaled until it fills the target, what juts out at two sides cut in equal parts (Pillow `ImageOps.fit`)
 *   fit       scaled until it is inside, in whole pixels, the rest left and right or above and below (Pillow `ImageOps.pad`)
 */
export function placement(
  picture: Size,
  target: Size,
  resize: 'stretch' | 'fit' | 'crop',
  mirrored: Mirrored = { rows: false, columns: false },
): Placement {
  const rows = target.height / picture.height
  const columns = target.width / picture.width
  const everything = { top: 0, left: 0, height: target.height, width: target.width }
  switch (resize) {
    case 'stretch':
      return { scale: [rows, columns], translation: [0, 0], covered: everything }
    case 'crop': {
      const scale = Math.max(rows, columns)
      const translation = [
        (target.height - picture.height * scale) / 2,
        (target.width - picture.width * scale) / 2,
      ] as const
      return { scale: [scale, scale], translation, covered: everything }
    }
    case 'fit': {
      const scale = Math.min(rows, columns)
      const height = wholePixels(picture.height * scale, target.height)
      const width = wholePixels(picture.width * scale, target.width)
      const [top, left] = [
        offset(target.height - height, mirrored.rows),
        offset(target.width - width, mirrored.columns),
      ]
      return {
        scale: [height / picture.height, width / picture.width],
        translation: [top, left],
        covered: { top, left, height, width },
      }
    }
  }
}

/** At least one pixel, however thin the picture is. */
const wholePixels = (size: number, most: number): number => Math.min(most, Math.max(1, Math.round(size)))

/** The half of the rest that comes before the picture: of halves the even one, as Pillow rounds. */
function offset(rest: number, isMirrored: boolean): number {
  const half = Math.floor(rest / 2)
  const before = rest % 2 === 1 && half % 2 === 1 ? half + 1 : half
  return isMirrored ? rest - before : before
}
