import { z } from 'zod'
import { Network } from '../../model/network'
import { Preprocessing } from '../../records/preprocessing'
import { MatchStartResult } from '../jobResult'
import { request, service } from './core/definitions'
import { ProjectId, RunId } from './names'

const one = z.strictObject({ project: ProjectId })
const place = z.string().min(1).max(4096)

/** A run whose weights another one can begin with. */
export const StartSource = z.strictObject({
  /** As `startFrom` of the project would have it. */
  place,
  run: RunId,
  /** What a person called it; '' for none. */
  name: z.string(),
  projectName: z.string(),
  /** Whether it is of the project that asks. */
  isOwn: z.boolean(),
  /** ISO 8601 in UTC. */
  createdAt: z.string(),
  network: z.string().optional(),
  classes: z.int().nonnegative(),
  imageShape: z.array(z.int().nonnegative()),
})
export type StartSource = z.infer<typeof StartSource>

/** What comes of a project's `startFrom`, before it is paid for. */
export const StartMatch = MatchStartResult.omit({ task: true })
export type StartMatch = z.infer<typeof StartMatch>

/** Beginning a training with weights that are there. */
export const transfer = service({
  /** Runs with weights, of this project and of those that were opened lately, newest first. */
  sources: request({ input: one, output: z.array(StartSource) }),
  /** Which weights would be taken, left and drawn anew. Fails with what is wrong with place, network or names. */
  match: request({ input: one, output: StartMatch }),
  /** The network of a run, and how it sees pictures: for a project that is to take it over. */
  network: request({
    input: z.strictObject({ ...one.shape, place }),
    output: z.strictObject({
      network: Network,
      preprocessing: Preprocessing,
      classes: z.array(z.string()),
      /** Classes of the project that asks. */
      ours: z.array(z.string()),
      imageShape: z.array(z.int().nonnegative()),
    }),
  }),
})
