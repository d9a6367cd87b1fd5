import type { JobEvent } from '../../../shared/contract/jobs'
import type { Output } from './output'
import { printProblem } from './output'
import type { StatusLine } from './statusLine'
import { workText } from './workText'

/** Shows what a job says that it is doing; warnings stay, where there is somebody to tell. */
export function showWork(status: StatusLine, output?: Output): (event: JobEvent) => void {
  let told = ''
  return (event) => {
    if (event.event === 'warning' && output) {
      status.clear()
      printProblem(output, 'warning', event.problem)
    }
    if (event.event !== 'working') return
    const { what } = event
    if (status.isLive) status.show(workText(event))
    else if (what !== told) status.say(what)
    told = what
  }
}
