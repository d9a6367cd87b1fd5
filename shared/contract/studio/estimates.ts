import { z } from 'zod'
import { EstimateResult } from '../jobResult'
import { request, service, stream } from './core/definitions'
import { Nothing, ProjectId } from './names'

/** What a dry run found out, and on which device it was asked for. */
export const Estimate = EstimateResult.omit({ task: true })
export type Estimate = z.infer<typeof Estimate>

/** How a dry run goes: what it does, from 0 to 1 where that can be told; its last item is what it found. */
export const EstimateNews = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('working'),
    what: z.string().optional(),
    progress: z.number().min(0).max(1).optional(),
  }),
  z.strictObject({ state: z.literal('done'), estimate: Estimate }),
])
export type EstimateNews = z.infer<typeof EstimateNews>

const asked = z.strictObject({ project: ProjectId })

/** What training would cost here: some real steps, timed and thrown away. Kept for as long as the studio runs. */
export const estimates = service({
  /** What a dry run of just this network, batch, data and device found earlier; `null`: none was made. */
  known: request({ input: asked, output: Estimate.nullable() }),
  /** What training may take of this machine's memory, in bytes: a part of what is free. `null` on a GPU, whose memory we cannot ask for. */
  memory: request({ input: Nothing, output: z.strictObject({ usableBytes: z.number().nonnegative().nullable() }) }),
  /** Makes one, or tells what is known. Whoever leaves the stream ends the dry run. */
  measure: stream({ input: asked, item: EstimateNews, keep: 'latest', everyMs: 100 }),
})
