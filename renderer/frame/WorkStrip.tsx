import { ProblemNotice } from '../design/ProblemNotice'
import { useJobs } from './useTraining'

/** A set-up that failed stays until another one is under way. What works stands in the top bar. */
export const WorkStrip = () => {
  const jobs = useJobs()
  const isWorking = jobs?.running.some(({ working }) => working !== undefined)
  const failed = jobs?.ended.find(({ task }) => task === 'set-up')?.problem
  return failed && !isWorking ? <ProblemNotice problem={failed} /> : null
}
