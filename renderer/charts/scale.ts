import { linearTicks, logTicks } from '../../shared/curves/ticks'

/** How values become places: for the axis that recharts draws and for what is laid over it. */
export interface Scale {
  readonly isLog: boolean
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  /** 0 at the lower end to 1 at the upper. */
  part(value: number): number
}

export interface ScaleWish {
  readonly isLog: boolean
  /** What is shown; `undefined`: nothing yet. */
  readonly extent: readonly [number, number] | undefined
  /** Where the axis may not go beyond, where it must reach. */
  readonly bounds?: readonly [number, number] | undefined
  readonly mostTicks: number
}

/** An axis with a little room above and below, in round numbers. */
export function scaleFor({ isLog, extent, bounds, mostTicks }: ScaleWish): Scale {
  const [least, most] = extent ?? bounds ?? [isLog ? 0.1 : 0, 1]
  const domain = isLog ? logDomain(least, most) : linearDomain(least, most, bounds)
  const [from, to] = domain
  return {
    isLog,
    domain,
    ticks: isLog ? logTicks(from, to, mostTicks) : linearTicks(from, to, mostTicks),
    part: (value) =>
      isLog ? Math.log(Math.max(value, 1e-300) / from) / Math.log(to / from) : (value - from) / (to - from),
  }
}

function logDomain(least: number, most: number): readonly [number, number] {
  const room = Math.max(1.05, (most / least) ** 0.06)
  return [least / room, most * room]
}

function linearDomain(least: number, most: number, bounds: ScaleWish['bounds']): readonly [number, number] {
  const room = Math.max((most - least) * 0.06, Math.abs(most) * 1e-3, 1e-9)
  const [low, high] = bounds ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]
  return [Math.max(low, least - room), Math.min(high, most + room)]
}
