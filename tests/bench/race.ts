import { loadavg } from 'node:os'
import type { Contender, Race } from './contenders'
import { median } from './median'
import { Racer } from './racer'

export interface RaceOptions {
  readonly seconds: number
  readonly rounds: number
  /** Length of a turn when a rival's settings are compared; two turns each. */
  readonly pickSeconds: number
  readonly log: (line: string) => void
}

export interface Standing {
  readonly side: string
  readonly setting: string
  /** Images a second, one a round. */
  readonly rates: readonly number[]
  readonly median: number
  readonly best: number
  /** Ours divided by it, the median over rounds. */
  readonly ratio: number
  readonly firstStepMs: number
  readonly peakBytes: number | undefined
  /** What a rival's settings reached when its fastest was picked. */
  readonly picked: Readonly<Record<string, number>>
}

export interface RaceResult extends Race {
  readonly standings: readonly Standing[]
  /** The machine's load before each round: what else ran disturbs the figures. */
  readonly loads: readonly number[]
  /** Settings that did not run, with the reason. */
  readonly failures: Readonly<Record<string, string>>
}

/**
 * Races contenders in turns A B C D A B C D ..., each with the machine to itself, so that what disturbs the machine meets all of them.
 * Of each rival the setting that was fastest in two short turns takes part.
 */
export async function race(subject: Race, contenders: readonly Contender[], options: RaceOptions): Promise<RaceResult> {
  const { log, seconds, rounds } = options
  const failures: Record<string, string> = {}
  const field: { racer: Racer; picked: Record<string, number> }[] = []
  try {
    for (const side of new Set(contenders.map((contender) => contender.side))) {
      const settings = contenders.filter((contender) => contender.side === side)
      const fastest = await pick(settings, options, failures)
      if (fastest) field.push(fastest)
    }
    const rates = field.map((): number[] => [])
    const loads: number[] = []
    for (let round = 1; round <= rounds; round++) {
      loads.push(loadavg()[0] as number)
      for (const [k, { racer }] of field.entries()) rates[k]?.push(await racer.run(seconds))
      const line = field.map(({ racer }, k) => `${racer.contender.side} ${rates[k]?.at(-1)?.toFixed(0)}`).join(', ')
      log(`round ${round}: ${line} images/s, load ${loads.at(-1)?.toFixed(1)}`)
    }
    const ours = rates[0] as number[]
    const standings = field.map(async ({ racer, picked }, k): Promise<Standing> => {
      const its = rates[k] as number[]
      return {
        side: racer.contender.side,
        setting: racer.contender.setting,
        rates: its,
        median: median(its),
        best: Math.max(...its),
        ratio: median(its.map((rate, round) => (ours[round] as number) / rate)),
        firstStepMs: racer.firstStepMs,
        peakBytes: await racer.peakBytes(),
        picked,
      }
    })
    return { ...subject, standings: await Promise.all(standings), loads, failures }
  } finally {
    await Promise.all(field.map(({ racer }) => racer.stop()))
  }
}

/** Starts every setting of one side and keeps the one that is fastest; `undefined` if none runs. */
async function pick(
  settings: readonly Contender[],
  { pickSeconds, log }: RaceOptions,
  failures: Record<string, string>,
) {
  const racers: Racer[] = []
  for (const contender of settings) {
    log(`starting ${contender.side}, ${contender.setting}`)
    try {
      racers.push(await Racer.start(contender))
    } catch (error) {
      failures[`${contender.side} ${contender.setting}`] = (error as Error).message
      log((error as Error).message)
    }
  }
  const picked: Record<string, number> = {}
  if (racers.length > 1)
    for (let turn = 0; turn < 2; turn++)
      for (const racer of racers) {
        const { setting } = racer.contender
        picked[setting] = Math.max(picked[setting] ?? 0, await racer.run(pickSeconds))
      }
  const rate = ({ contender: { setting } }: Racer) => picked[setting] ?? 0
  const racer = racers.reduce<Racer | undefined>(
    (best, one) => (best && rate(best) >= rate(one) ? best : one),
    undefined,
  )
  await Promise.all(racers.filter((other) => other !== racer).map((other) => other.stop()))
  return racer && { racer, picked }
}
