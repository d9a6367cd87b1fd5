import { expect, test } from 'vitest'
import { seededRandom } from '../../../tests/seededValues'
import { Problem } from '../../problem'
import { inferNetwork } from '../infer'
import { Network } from '../network'
import { legalLayers, topScope, verdictsFrom } from '.'
import { randomEdit } from './randomEdit'
import { branched, deepFrozen, small, withBlock } from './testing'

test.each(Array.from({ length: 24 }, (_, seed) => seed))(
  'seed %i: after any edits the network can be parsed and inferred, what was stays as it was, and refusals are sentences',
  (seed) => {
    const random = seededRandom(seed + 1)
    let network: Network = [small, branched, withBlock][seed % 3] as Network
    let done = 0
    for (let k = 0; k < 60; k++) {
      const before = JSON.stringify(network)
      let edited: Network
      try {
        edited = randomEdit(network, random)
      } catch (error) {
        expect(error).toBeInstanceOf(Problem)
        continue
      } finally {
        // The old value is what undo goes back to: frozen, and equal to what it was.
        expect(JSON.stringify(network)).toBe(before)
      }
      if (edited !== network) done++
      const parsed = Network.safeParse(edited)
      if (!parsed.success) throw new Error(`${parsed.error.message}\n${before}\n${JSON.stringify(edited)}`)
      const inference = inferNetwork(edited)
      expect(inference.problems.map(({ code }) => code)).not.toContain('cycle')
      const last = edited.layers.at(-1)?.id as string
      verdictsFrom(edited, last, topScope, inference)
      if (k % 20 === 0) legalLayers(edited, last, topScope, inference)
      if (edited.layers.length < 60) network = deepFrozen(edited)
    }
    expect(done).toBeGreaterThan(10)
  },
)
