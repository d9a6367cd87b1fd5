import { z } from 'zod'
import facts from './facts.json'

/** A stage of a network's outline, short: size (0: a vector), channels, layers with weights, how branches meet. */
const Stage = z.tuple([
  z.int().nonnegative(),
  z.int().positive(),
  z.int().nonnegative(),
  z.enum(['add', 'concat']).nullable(),
])

/** What a gallery says of a network, for what it was published for. */
export const ZooFacts = z.strictObject({
  parameters: z.int().positive(),
  macs: z.int().positive(),
  layers: z.int().positive(),
  outline: z.array(Stage).min(2),
})
export type ZooFacts = z.infer<typeof ZooFacts>

/**
 * Facts of every network by name. They are written down, for working them out takes more than a second in all; the suite works them out
 * again and compares (`facts.test.ts`, which also writes them: LAYERLOOM_WRITE_FACTS=1).
 */
export const zooFacts: Readonly<Record<string, ZooFacts>> = z.record(z.string(), ZooFacts).parse(facts)
