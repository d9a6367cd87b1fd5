import type { LabResult, LabTask } from '../../../shared/contract/jobs'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import { yieldToOthers } from '../../data/yieldToOthers'
import { diskProblem } from '../../disk/diskProblem'
import type { JobContext } from '../jobContext'
import { startEngine } from '../startEngine'
import { answer } from './answer'
import { LabBench } from './labBench'
import { type Asked, QuestionQueue } from './questionQueue'

/**
 * A process that keeps what it has compiled and opened and answers questions, one after the other, each with an answer or a Problem, until it is
 * told to stop or its studio is gone. A picture or a network may end it: whoever asks starts another one.
 */
export async function lab(task: LabTask, context: JobContext): Promise<LabResult> {
  startEngine(task, ({ details }) => context.post({ event: 'warning', problem: details }))
  const superseded = ({ id }: Asked) => context.post({ event: 'unanswered', id, problem: supersededBy })
  const queue = new QuestionQueue(superseded)
  const bench = new LabBench(context)
  context.onCommand((command) => {
    if (command.command === 'ask') queue.add(command)
    else if (command.command === 'forget') queue.drop(command.id)
    else if (command.command === 'stop') queue.close()
  })
  context.onGone(() => process.exit(0))
  let answered = 0
  try {
    for (let asked = await queue.next(); asked; asked = await queue.next()) {
      const { id, question, signal } = asked
      try {
        const found = await answer(question, bench, signal)
        context.post({ event: 'answered', id, answer: found })
        answered++
      } catch (error) {
        if (signal.aborted) superseded(asked)
        else context.post({ event: 'unanswered', id, ...faultOf(error) })
      }
      // A newer question may lie in the pipe, behind a call that took long.
      await yieldToOthers()
    }
  } finally {
    await bench.close()
  }
  return { task: 'lab', answered }
}

const supersededBy: ProblemDetails = { code: 'superseded', message: 'a newer question of the same kind was asked' }

function faultOf(error: unknown): { problem: ProblemDetails; stack?: string } {
  const mendable =
    error instanceof Problem ? error : diskProblem(error, 'a file', (error as NodeJS.ErrnoException)?.path ?? '')
  if (mendable instanceof Problem) return { problem: mendable.details }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { problem: { code: 'bug', message: message.split('\n')[0] ?? message }, stack: stack ?? message }
}
