import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { TensorData } from '../../shared/tensorData'
import { referencePath } from '../reference'
import { readSafetensors } from './safetensorsFile'

/** One case of `reference/parity/index.json`. */
export interface GoldenCase {
  readonly case: string
  readonly kind: string
  readonly file: string
  readonly config: Readonly<Record<string, unknown>>
  readonly tensors: Readonly<Record<string, readonly number[]>>
  readonly tolerance?: string
}

/** Every case of the tables. */
export function allGoldenCases(): GoldenCase[] {
  return (JSON.parse(readFileSync(referencePath('parity', 'index.json'), 'utf8')) as { cases: GoldenCase[] }).cases
}

/** The cases of some kinds. */
export const goldenCases = (...kinds: readonly string[]): GoldenCase[] =>
  allGoldenCases().filter(({ kind }) => kinds.includes(kind))

const files = new Map<string, ReadonlyMap<string, TensorData>>()

/** A tensor of a case; throws if the case has none of that name. */
export function goldenTensor({ case: name, file }: GoldenCase, tensor: string): TensorData {
  const tensors = files.get(file) ?? readSafetensors(referencePath('parity', file))
  files.set(file, tensors)
  const found = tensors.get(`${name}/${tensor}`)
  if (!found) throw new Error(`${file} has no ${name}/${tensor}`)
  return found
}

/** Fails unless every element is within `tolerance` of the wanted tensor's largest absolute value (the parity tables' measure). */
export function expectClose(what: string, got: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 1e-5): void {
  expect(got.length, `${what}: number of elements`).toBe(wanted.length)
  const largest = Math.max(...Array.from(wanted, Math.abs))
  let worst = 0
  for (let k = 0; k < wanted.length; k++) {
    const difference = Math.abs((got[k] as number) - (wanted[k] as number))
    worst = Math.max(worst, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference)
  }
  expect(worst, `${what}: largest difference, where the largest value is ${largest}`).toBeLessThanOrEqual(
    tolerance * largest,
  )
}
