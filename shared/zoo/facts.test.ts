import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { networkOutline } from '../inspection/networkOutline'
import { inferNetwork } from '../model/infer'
import { summarizeNetwork } from '../model/summary'
import { zoo } from '.'
import written from './facts.json'
import { originOf, zooFamilies } from './origins'

/** Renewed by LAYERLOOM_WRITE_FACTS=1 npx vitest run shared/zoo/facts.test.ts */
const file = path.join(__dirname, 'facts.json')

function factsNow() {
  return Object.fromEntries(
    zoo.map(({ name, build, published }) => {
      const network = build(published)
      const inference = inferNetwork(network)
      const { parameters, macs } = summarizeNetwork(network, inference)
      const outline = networkOutline(inference).map(({ size, channels, layers, join }) => [
        size,
        channels,
        layers,
        join ?? null,
      ])
      return [name, { parameters: parameters.total, macs, layers: inference.order.length, outline }]
    }),
  )
}

test('what the gallery says of each network is what it is', () => {
  const now = factsNow()
  if (process.env.LAYERLOOM_WRITE_FACTS) {
    const lines = Object.entries(now).map(([name, facts]) => `  ${JSON.stringify(name)}: ${JSON.stringify(facts)}`)
    writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
    return
  }
  expect(written).toEqual(now)
})

test('every network has an origin, and every heading a network', () => {
  expect(new Set(zoo.map(({ name }) => originOf(name).family))).toEqual(new Set(zooFamilies))
  for (const { name, about } of zoo) {
    const { year } = originOf(name)
    // Where the description tells a year it is the paper's, or that of its printed version.
    const told = /(19|20)\d\d/.exec(about)?.[0]
    if (told) expect(Math.abs(Number(told) - year), name).toBeLessThanOrEqual(1)
  }
})
