import type { EpochPoint } from '../../../shared/contract/studio/runs'
import { durationText, lossText, percentText } from '../../words/figures'

/** Epochs, newest first. */
export const EpochTable = ({ epochs }: { epochs: readonly EpochPoint[] }) =>
  epochs.length === 0 ? null : (
    <table>
      <thead>
        <tr>
          <th scope="col">Epoch</th>
          <th scope="col" className="number">
            Loss
          </th>
          <th scope="col" className="number">
            Accuracy
          </th>
          <th scope="col" className="number">
            Validation loss
          </th>
          <th scope="col" className="number">
            Validation accuracy
          </th>
          <th scope="col" className="number">
            Time
          </th>
        </tr>
      </thead>
      <tbody>
        {[...epochs].reverse().map(({ epoch, train, validation, seconds }) => (
          <tr key={epoch} data-testid="epoch-row">
            <td>{epoch}</td>
            <td className="number">{lossText(train.loss)}</td>
            <td className="number">{percentText(train.top1)}</td>
            <td className="number">{lossText(validation?.loss)}</td>
            <td className="number">{percentText(validation?.top1)}</td>
            <td className="number">{durationText(seconds)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
