import type { TFunction } from 'i18next'
import type { RunMark } from '../../runs/runMarks'
import { knobWords } from './knobWords'

/** A mark of a curve as a few words. */
export function markWords(t: TFunction<'train'>, { kind, values }: RunMark): string {
  switch (kind) {
    case 'learningRate':
      return t('mark.learningRate', values)
    case 'schedule':
      return t('mark.schedule')
    case 'knob':
      return t('mark.knob', { name: knobWords(t, String(values.name)), value: values.value })
    case 'paused':
      return t('mark.paused')
    case 'snapshot':
      return t('mark.snapshot')
    case 'resumed':
      return t('mark.resumed')
    case 'branched':
      return t('mark.branched', values)
    case 'frozen':
      return t('mark.frozen', values)
    case 'released':
    case 'unfrozen':
      return t('mark.unfrozen', values)
    case 'failed':
      return t('mark.failed')
    case 'best':
      return t('mark.best', values)
  }
}
