import type { TrainingConfiguration } from '../../../shared/training/configuration'
import { learningRateAt, type RunLength } from '../../../shared/training/schedules'

/** What a person set by hand during the run. */
export interface HandSettings {
  /** Replaces the schedule. */
  readonly learningRate: number | undefined
  readonly knobs: Readonly<Record<string, number>>
}

/** The settings by hand and since which step they hold, so that steps can be done again as they were. */
export class SettingsHistory {
  private readonly entries: { readonly step: number; readonly settings: HandSettings }[] = []

  /** From the step behind `step` done ones on. */
  set(step: number, settings: HandSettings): void {
    this.entries.push({ step, settings })
  }

  at(step: number): HandSettings {
    let found: HandSettings = { learningRate: undefined, knobs: {} }
    for (const entry of this.entries) if (entry.step <= step) found = entry.settings
    return found
  }
}

/** The learning rate of the step behind `step` done ones. */
export const rateAt = (
  { schedule, learningRate }: TrainingConfiguration,
  { learningRate: byHand }: HandSettings,
  step: number,
  length: RunLength,
): number => byHand ?? learningRateAt(schedule, learningRate, step, length)
