import { inferNetwork } from '../../../shared/model/infer'
import { Problem, type ProblemDetails } from '../../../shared/problem'
import type { OpenProject } from '../projects/projects'

/** Throws the first problem of a project's network, and says how many more there are: no process is started for one that cannot run. */
export function checkNetwork({ project, file }: OpenProject): void {
  const [first, ...more] = inferNetwork(project.network).problems
  if (!first) return
  const others = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'problem' : 'problems'})`
  throw new Problem({ ...problemIn(file, first), message: `${first.message}${others}` })
}

/** A problem of a project's network, with the project's file in front of its place. */
export const problemIn = (file: string, problem: ProblemDetails): ProblemDetails => ({
  ...problem,
  place: problem.place ? `${file}, network.${problem.place}` : file,
})
