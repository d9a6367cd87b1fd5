import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { type JobEvent, jobProtocol } from '../../shared/contract/jobs'

export interface ImportJob {
  readonly child: ChildProcess
  /** `loads`, the code of the Problem, or `lost` where the process ended without a word. */
  readonly ended: Promise<string>
}

/**
 * Runs the import job on a file as the studio does. `under`: a program, with its words, that runs it; `onEnd` is called while the
 * process is still there.
 */
export function startImportJob(
  file: string,
  out: string,
  { under = [], onEnd }: { readonly under?: readonly string[]; readonly onEnd?: (child: ChildProcess) => void } = {},
): ImportJob {
  const entry = path.resolve(__dirname, '../../out/main/job.cjs')
  const [program, ...words] = [...under, process.execPath]
  const child = fork(entry, [], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execPath: program as string,
    execArgv: words,
  })
  let code = 'lost'
  const ended = new Promise<string>((resolve) => {
    child.on('message', (event: JobEvent) => {
      if (event.event === 'ready') {
        const engine = { intraOpThreads: 1, interOpThreads: 1, oneDnn: true, device: 'cpu' as const }
        const task = { task: 'import', engine, file, out, layerloom: 'test' }
        child.send({ command: 'start', protocol: jobProtocol, task })
      }
      if (event.event !== 'failed' && event.event !== 'finished') return
      code = event.event === 'failed' ? event.problem.code : 'loads'
      onEnd?.(child)
    })
    child.on('error', () => resolve(code))
    child.on('exit', () => resolve(code))
  })
  return { child, ended }
}
