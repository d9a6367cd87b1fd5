import type { z } from 'zod'
import type { Difference } from '../../../shared/contract/studio/runs'
import type { Job } from '../../../shared/records/job'
import { jsonPointer } from '../../../shared/records/record'

/** What of a `job.json` defines a run; the rest differs between any two. */
const compared = ['project', 'seed', 'data', 'device', 'engine', 'versions'] as const

/** The settings in which runs differ: each place with the value that each run has there, `null` where it has none. */
export function differences(jobs: readonly Job[]): z.infer<typeof Difference>[] {
  const flat = jobs.map((job) => {
    const values = new Map<string, unknown>()
    for (const key of compared) flatten(job[key], [key], values)
    return values
  })
  const places = new Set(flat.flatMap((values) => [...values.keys()]))
  return [...places].sort().flatMap((place) => {
    const values = flat.map((one) => one.get(place) ?? null)
    return values.every((value) => value === values[0]) ? [] : [{ place, values }]
  })
}

function flatten(value: unknown, place: readonly PropertyKey[], into: Map<string, unknown>): void {
  if (typeof value !== 'object' || value === null) into.set(jsonPointer(place), value)
  else for (const [key, inner] of Object.entries(value)) flatten(inner, [...place, key], into)
}
