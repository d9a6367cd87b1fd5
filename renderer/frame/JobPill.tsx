import { addressOf } from '../../shared/contract/windowPlace'
import { percentText } from '../words/figures'
import { useTraining } from './useTraining'

/** The run that trains now, whichever page is shown: a way to it, and how far it is. */
export const JobPill = () => {
  const job = useTraining()
  if (!job) return null
  const { subject, progress, projectFolder, run } = job
  const content = (
    <>
      <strong className="cut">{subject}</strong>
      <span className="dim part">{percentText(progress)}</span>
      <progress className="bar" aria-label={subject} {...(progress !== undefined && { value: progress })} max={1} />
    </>
  )
  if (projectFolder === undefined) return <div className="job">{content}</div>
  return (
    <a className="job" href={addressOf({ page: 'train', folder: projectFolder, run })}>
      {content}
    </a>
  )
}
