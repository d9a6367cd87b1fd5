import type { RunSummary } from '../../../shared/contract/studio/runs'
import { addressOf } from '../../../shared/contract/windowPlace'
import { Cut } from '../../design/Cut'
import { percentText } from '../../words/figures'
import { stateWord } from './stateWord'

/** A project's runs, newest first, one line each. */
export const RunList = ({
  folder,
  runs,
  shown,
}: {
  folder: string
  runs: readonly RunSummary[]
  shown: string | undefined
}) => (
  <ul className="run-list">
    {runs.map(({ run, labels, state, test, validation }) => (
      <li key={run}>
        <a href={addressOf({ page: 'train', folder, run })} aria-current={run === shown ? 'true' : undefined}>
          <Cut text={labels.name || run} />
          <span className="row caption">
            <span className="grow">{stateWord(state)}</span>
            {percentText((test ?? validation)?.top1)}
          </span>
        </a>
      </li>
    ))}
  </ul>
)
