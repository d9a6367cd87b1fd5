import { describe, expect, test } from 'vitest'
import { EarlyStopping, EarlyStoppingState, shouldStop, startWaiting, waitOn } from './earlyStopping'

/** After how many epochs a run with these values stops; `undefined`: it goes on. */
function stopsAfter(configuration: object, values: readonly number[]): number | undefined {
  const stopping = EarlyStopping.parse(configuration)
  let state = startWaiting
  for (const [k, value] of values.entries()) {
    // Through JSON, as a checkpoint takes it.
    state = EarlyStoppingState.parse(JSON.parse(JSON.stringify(waitOn(stopping, state, value))))
    if (shouldStop(stopping, state)) return k + 1
  }
  return undefined
}

describe('early stopping', () => {
  const cases: [what: string, configuration: object, values: number[], epochs: number | undefined][] = [
    ['waits its patience out', { patience: 2 }, [1, 0.9, 0.95, 0.91], 4],
    ['begins again after progress', { patience: 2 }, [1, 1.1, 0.9, 1, 0.8, 0.9], undefined],
    ['takes equal for no progress', { patience: 2 }, [1, 1, 1], 3],
    ['asks for the least progress', { patience: 2, minimumDelta: 0.1 }, [1, 0.95, 0.92, 0.8], 3],
    [
      'counts small steps against the best, not the last',
      { patience: 3, minimumDelta: 0.1 },
      [1, 0.95, 0.91, 0.85, 0.9],
      undefined,
    ],
    ['looks up for a part of right answers', { metric: 'validation.top1', patience: 2 }, [0.5, 0.6, 0.7, 0.6, 0.65], 5],
    ['takes NaN for no progress', { patience: 2 }, [Number.NaN, Number.NaN], 2],
    ['takes any number for progress over NaN', { patience: 2 }, [Number.NaN, 5, Number.NaN, 4], undefined],
  ]
  test.each(cases)('%s', (_, configuration, values, epochs) => expect(stopsAfter(configuration, values)).toBe(epochs))
})
