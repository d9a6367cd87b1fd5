import path from 'node:path'
import type { SubjectName } from './subject'

export type Precision = 'float32' | 'bfloat16'

/** One program that trains a network, in one of its settings. */
export interface Contender {
  /** Whom it races for: `ours`, or a rival, whose fastest setting counts. */
  readonly side: string
  readonly setting: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** What is raced: a network in a precision. */
export interface Race {
  readonly network: SubjectName
  readonly precision: Precision
}

export const rivalSides = ['keras', 'pytorch', 'tfjs', 'float32'] as const
export type RivalSide = (typeof rivalSides)[number]

interface Places {
  /** Of the Python files and of the bundles. */
  readonly sources: string
  readonly bundles: string
  /** Where the pictures lie. */
  readonly data: string
  readonly python: () => string
}

/** Ours first, then every setting of every rival asked for that takes part in such a race. */
export function contendersOf({ network, precision }: Race, rivals: readonly RivalSide[], places: Places): Contender[] {
  const { data } = places
  const node = (side: string, bundle: string, setting: string, ...args: string[]): Contender => ({
    side,
    setting,
    command: process.execPath,
    args: [path.join(places.bundles, `${bundle}.cjs`), network, data, ...args],
  })
  const python = (
    side: string,
    setting: string,
    args: readonly string[],
    env: Record<string, string> = {},
  ): Contender => ({
    side,
    setting,
    command: places.python(),
    args: [path.join(places.sources, 'rivals', `${side}_rival.py`), network, data, ...args],
    env,
  })
  const settings: Record<RivalSide, () => Contender[]> = {
    keras: () =>
      precision === 'bfloat16'
        ? []
        : ['fit', 'train_on_batch'].flatMap((way) =>
            ['auto', 'xla', 'plain'].map((jit) => python('keras', `${way} ${jit}`, [way, jit])),
          ),
    pytorch: () =>
      ['eager', 'compile'].flatMap((way) => [
        python('pytorch', way, [way, precision]),
        // GNU OpenMP's threads spin while they wait, which helps on an idle machine only.
        python('pytorch', `${way} passive`, [way, precision], { OMP_WAIT_POLICY: 'passive' }),
      ]),
    tfjs: () => (precision === 'bfloat16' ? [] : [node('tfjs', 'layersModel', 'trainOnBatch')]),
    float32: () => (precision === 'bfloat16' ? [node('float32', 'ours', 'ours in float32', 'float32')] : []),
  }
  return [node('ours', 'ours', precision, precision), ...rivals.flatMap((rival) => settings[rival]())]
}
