import { InvalidArgumentError } from 'commander'
import { Problem } from '../../../shared/problem'
import { type DeviceWish, parseDevice } from '../../studio/engine/deviceWish'

/** Readers of option values; what they refuse is wrong usage (status 2). */

export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value
    throw new InvalidArgumentError(`It must be a whole number from ${least} on.`)
  }
}

export function positiveNumber(text: string): number {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('It must be a number greater than 0.')
}

/** 0: one that is free. */
export function portNumber(text: string): number {
  const value = Number(text)
  if (/^\d{1,5}$/.test(text) && value <= 65_535) return value
  throw new InvalidArgumentError('It must be a port, 0 to 65535.')
}

export function device(text: string): DeviceWish {
  try {
    return parseDevice(text)
  } catch (error) {
    if (error instanceof Problem) throw new InvalidArgumentError(`It must be auto, cpu or gpu:N.`)
    throw error
  }
}

/** 224x224: height and width; 224: both. */
export function pictureSides(text: string): [number, number] {
  const [, height, width = height] = /^(\d{1,4})(?:x(\d{1,4}))?$/.exec(text) ?? []
  const sides: [number, number] = [Number(height), Number(width)]
  if (sides.every((side) => side > 0)) return sides
  throw new InvalidArgumentError('It must be HEIGHTxWIDTH, in pixels: 224x224.')
}

/** 224x224x3: height, width and channels. */
export function pictureSize(text: string): [number, number, number] {
  const sizes = /^(\d+)x(\d+)x(\d+)$/.exec(text)?.slice(1).map(Number)
  if (sizes?.every((size) => size > 0)) return sizes as [number, number, number]
  throw new InvalidArgumentError('It must be HEIGHTxWIDTHxCHANNELS: 28x28x1.')
}

const byteUnits: Readonly<Record<string, number>> = { MB: 1e6, GB: 1e9, MiB: 2 ** 20, GiB: 2 ** 30 }

/** 800MB, 2.5GB, 4GiB: bytes. */
export function byteCount(text: string): number {
  const [, value, unit] = /^(\d+(?:\.\d+)?) ?(MB|GB|MiB|GiB)$/.exec(text) ?? []
  const bytes = Number(value) * (byteUnits[unit ?? ''] ?? Number.NaN)
  if (bytes > 0) return bytes
  throw new InvalidArgumentError('It must be a number of MB or GB: 800MB, 2.5GB.')
}
