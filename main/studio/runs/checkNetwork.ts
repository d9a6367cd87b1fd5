import { inferNetwork } from '../../../shared/model/infer'
import { Problem } from '../../../shared/problem'
import type { OpenProject } from '../projects/projects'

/** Throws the first problem of a project's network, and says how many more there are: no process is started for one that cannot run. */
export function checkNetwork({ project, file }: OpenProject): void {
  const [first, ...more] = inferNetwork(project.network).problems
  if (!first) return
  const others = more.length === 0 ? '' : ` (and ${more.length} more ${more.length === 1 ? 'problem' : 'problems'})`
  const place = first.place ? `${file}, network.${first.place}` : file
  throw new Problem({ ...first, message: `${first.message}${others}`, place })
}
