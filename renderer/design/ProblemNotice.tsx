import type { ProblemDetails } from '../../shared/problem'

/** What went wrong, where, and what helps. Everything in it is text, whatever it was called. */
export const ProblemNotice = ({ problem, kind = 'error' }: { problem: ProblemDetails; kind?: 'error' | 'warning' }) => (
  <div className={kind === 'warning' ? 'notice warning' : 'notice'} role={kind === 'warning' ? 'status' : 'alert'}>
    <strong>
      {problem.layer ? `${problem.layer}: ` : ''}
      {problem.message}
    </strong>
    {problem.remedy && <span>{problem.remedy}</span>}
    {problem.place && <span>{problem.place}</span>}
  </div>
)
