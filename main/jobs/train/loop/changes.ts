import type { Knob } from '../../../../shared/model/lowerNetwork'
import { Problem } from '../../../../shared/problem'
import { freezeByHand } from '../../../../shared/training/fineTuning/frozenLayers'
import { layersOf } from '../../../../shared/training/fineTuning/layerPattern'
import type { OpenRun } from '../openRun'
import { enterPhase, isUnfrozenAt, type Phase } from '../phases'
import type { Change } from '../runControl'
import type { FiniteWatch } from './finiteWatch'
import type { LoopLog } from './loopLog'
import type { Saving } from './saving'

/** What changes in a run between two steps: settings and frozen layers by hand, and layers that the configuration unfreezes. */
export class Changes {
  private readonly run: OpenRun
  private readonly log: LoopLog
  private readonly saving: Saving
  private readonly watch: FiniteWatch
  /** Of the newest checkpoint from before a change by hand. */
  private markedStep = 0

  constructor(run: OpenRun, log: LoopLog, saving: Saving, watch: FiniteWatch) {
    this.run = run
    this.log = log
    this.saving = saving
    this.watch = watch
  }

  /** What a person set, behind a checkpoint from which it can be taken back. */
  async apply(changes: readonly Change[]): Promise<void> {
    const { step } = this.run.position
    if (changes.length > 0 && step > 0 && step !== this.markedStep) {
      await this.saving.keep('mark')
      this.markedStep = step
    }
    for (const change of changes) {
      if (change.command === 'freeze') await this.freeze(change)
      else this.set(change)
    }
  }

  /** Layers that begin to learn with this epoch; the steps before it were done without them. Whether there may be any. */
  async unfreeze(): Promise<boolean> {
    const { epoch } = this.run.position
    if (epoch === 0 || !isUnfrozenAt(this.run, epoch)) return false
    this.tellPhase(await enterPhase(this.run))
    return true
  }

  private set(change: Exclude<Change, { command: 'freeze' }>): void {
    const { position, program } = this.run
    if (change.command === 'learning-rate') {
      position.learningRate = change.learningRate ?? undefined
      this.log.rows.event({ event: 'learning-rate', step: position.step, learningRate: change.learningRate })
    } else {
      const knob = program.knobs.find(({ name }) => name === change.name)
      const refusal = knob ? outOfRange(knob, change.value) : noSuchKnob(change.name)
      if (refusal) {
        this.log.warn(refusal)
        return
      }
      position.knobs = { ...position.knobs, [change.name]: change.value }
      this.log.rows.event({ event: 'knob', step: position.step, name: change.name, value: change.value })
    }
    this.saving.touch()
    this.watch.settingsChanged()
  }

  /** Layers by hand: another program from the next step on. It is safe at once, so that whoever goes on or looks back meets just this one. */
  private async freeze({ layers: patterns, frozen }: Extract<Change, { command: 'freeze' }>): Promise<void> {
    const { position, program } = this.run
    const before = position.frozenByHand
    try {
      const ids = [...new Set(program.weights.map(({ layer }) => layer))]
      const layers = patterns.flatMap((pattern) => layersOf(pattern, ids, 'freeze'))
      position.frozenByHand = freezeByHand(before, layers, frozen)
      const phase = await enterPhase(this.run)
      if (phase.learning.length === 0 && phase.frozen.length === 0) return
      this.saving.touch()
      this.tellPhase(phase, true)
      await this.saving.save()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      position.frozenByHand = before
      this.log.warn(error)
    }
  }

  /** Says which layers learn now and which no longer do. */
  private tellPhase({ learning, frozen }: Phase, byHand = false): void {
    const { step } = this.run.position
    const { rows, post } = this.log
    if (learning.length > 0) {
      rows.event({ event: 'unfrozen', step, layers: [...learning], ...(byHand && { byHand }) })
      post({ event: 'unfrozen', step, layers: [...learning] })
    }
    if (frozen.length > 0) {
      rows.event({ event: 'frozen', step, layers: [...frozen] })
      post({ event: 'frozen', step, layers: [...frozen] })
    }
  }
}

const noSuchKnob = (name: string): Problem =>
  new Problem({
    code: 'no-such-knob',
    message: `no layer and no augmentation has a knob ${name}`,
    remedy: 'use a name that the run listed when it started',
  })

function outOfRange({ name, range }: Knob, value: number): Problem | undefined {
  if (!range || (value >= range[0] && value <= range[1])) return undefined
  return new Problem({
    code: 'knob-out-of-range',
    message: `${name} was to become ${value} and stays as it is`,
    remedy: `set it to a number from ${range[0]} to ${range[1]}`,
  })
}
