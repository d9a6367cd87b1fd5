import { RandomStream } from '../../randomStream'
import type { Distance } from './outline'

/** Height and width of a picture, in pixels. */
export const pictureSize = 32

/** Least difference of lightness between a shape and its ground, of 255: what makes it plain to see. */
const leastContrast = 60

/**
 * Draws one picture, 32x32 RGB bytes: the shape at a random place, size, turn and colour on a ground of another colour, with a soft
 * edge of one pixel and a little noise. All of it follows from seed and number; only operations that every machine rounds alike.
 */
export function drawShape(
  distance: Distance,
  { seed, number }: { seed: number; number: number },
  into: Uint8Array,
): void {
  const random = new RandomStream({ seed, epoch: number, purpose: 'shapes' })
  const radius = random.between(7, 13)
  const centreX = random.between(radius, pictureSize - radius)
  const centreY = random.between(radius, pictureSize - radius)
  const [turnX, turnY] = direction(random)
  const [ground, paint] = colours(random)
  // Every shape lies within 1.1 radii; half a pixel beyond that nothing is covered, so the distance need not be known.
  const farSquared = (1.1 + 0.5 / radius) ** 2
  let at = 0
  for (let row = 0; row < pictureSize; row++)
    for (let column = 0; column < pictureSize; column++) {
      const x = (column + 0.5 - centreX) / radius
      const y = (row + 0.5 - centreY) / radius
      const isFar = x * x + y * y > farSquared
      const outside = isFar ? 1 : distance(x * turnX + y * turnY, y * turnX - x * turnY) * radius
      const cover = Math.min(1, Math.max(0, 0.5 - outside))
      const noise = random.word()
      for (let channel = 0; channel < 3; channel++) {
        const clean = (ground[channel] as number) * (1 - cover) + (paint[channel] as number) * cover
        into[at++] = Math.min(255, Math.max(0, Math.round(clean + (((noise >>> (channel * 8)) & 31) - 15.5))))
      }
    }
}

/** A unit vector, every direction as likely: a point of the disc, pushed to its rim. */
function direction(random: RandomStream): [x: number, y: number] {
  for (;;) {
    const x = random.between(-1, 1)
    const y = random.between(-1, 1)
    const length = Math.sqrt(x * x + y * y)
    if (length > 0.1 && length <= 1) return [x / length, y / length]
  }
}

type Colour = [red: number, green: number, blue: number]

function colours(random: RandomStream): [ground: Colour, paint: Colour] {
  for (;;) {
    const ground = colour(random)
    const paint = colour(random)
    if (Math.abs(lightness(ground) - lightness(paint)) >= leastContrast) return [ground, paint]
  }
}

const colour = (random: RandomStream): Colour => [random.below(256), random.below(256), random.below(256)]

/** ITU-R BT.601 luma, 0-255. */
const lightness = ([red, green, blue]: Colour) => 0.299 * red + 0.587 * green + 0.114 * blue
