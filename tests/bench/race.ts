import type { Contender, Race } from './contenders'
import { median } from './median'
import { Racer, type Turn, type TurnOptions } from './racer'

export interface RaceOptions extends TurnOptions {
  readonly rounds: number
  /** Length of a turn when a rival's settings are compared; two turns each. */
  readonly pickSeconds: number
  readonly log: (line: string) => void
}

export interface Standing {
  readonly side: string
  readonly setting: string
  /** One a round. */
  readonly turns: readonly Turn[]
  /** Images a second, over the rounds. */
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
  /** Settings that did not run, with the reason. */
  readonly failures: Readonly<Record<string, string>>
}

/**
 * Races contenders in turns A B C D A B C D ..., each with the machine to itself, so that what disturbs the machine meets all of them.
 * Of each rival the setting that was fastest in two short turns takes part.
 */
export async function race(subject: Race, contenders: readonly Contender[], options: RaceOptions): Promise<RaceResult> {
  const { log, rounds } = options
  const failures: Record<string, string> = {}
  const field: { racer: Racer; picked: Record<string, number> }[] = []
  try {
    for (const side of new Set(contenders.map((contender) => contender.side))) {
      const settings = contenders.filter((contender) => contender.side === side)
      const fastest = await pick(settings, options, failures)
      if (fastest) field.push(fastest)
    }
    const turns = field.map((): Turn[] => [])
    for (let round = 1; round <= rounds; round++) {
      for (const [k, { racer }] of field.entries()) turns[k]?.push(await racer.turn(options))
      const line = field.map(({ racer }, k) => `${racer.contender.side} ${describe(turns[k]?.at(-1) as Turn)}`)
      log(`round ${round}, images/s: ${line.join(', ')}`)
    }
    const ours = turns[0] as Turn[]
    const standings = field.map(async ({ racer, picked }, k): Promise<Standing> => {
      const its = turns[k] as Turn[]
      const rates = its.map(({ rate }) => rate)
      return {
        side: racer.contender.side,
        setting: racer.contender.setting,
        turns: its,
        median: median(rates),
        best: Math.max(...rates),
        ratio: median(rates.map((rate, round) => (ours[round] as Turn).rate / rate)),
        firstStepMs: racer.firstStepMs,
        peakBytes: await racer.peakBytes(),
        picked,
      }
    })
    return { ...subject, standings: await Promise.all(standings), failures }
  } finally {
    await Promise.all(field.map(({ racer }) => racer.stop()))
  }
}

const describe = ({ rate, othersShare = 0 }: Turn) =>
  othersShare < 0.005 ? rate.toFixed(0) : `${rate.toFixed(0)} (${(othersShare * 100).toFixed(0)} % to others)`

/** Starts every setting of one side and keeps the one that is fastest; `undefined` if none runs. */
async function pick(settings: readonly Contender[], options: RaceOptions, failures: Record<string, string>) {
  const { log, pickSeconds } = options
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
        const { rate } = await racer.turn({ ...options, seconds: pickSeconds })
        picked[setting] = Math.max(picked[setting] ?? 0, rate)
      }
  const rate = ({ contender: { setting } }: Racer) => picked[setting] ?? 0
  const racer = racers.reduce<Racer | undefined>(
    (best, one) => (best && rate(best) >= rate(one) ? best : one),
    undefined,
  )
  await Promise.all(racers.filter((other) => other !== racer).map((other) => other.stop()))
  return racer && { racer, picked }
}
