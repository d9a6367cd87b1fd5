import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ProblemDetails } from '../../shared/problem'
import { asRemedy, asSentence } from '../words/asSentence'
import { useProblemText } from '../words/useProblemText'
import { Icon } from './Icon'
import './ProblemNotice.css'

/** What went wrong, where, and what helps. Everything in it is text, whatever it was called. */
export const ProblemNotice = ({
  problem,
  kind = 'error',
  children,
}: {
  problem: ProblemDetails
  kind?: 'error' | 'warning'
  /** The ways out: buttons. */
  children?: ReactNode
}) => {
  const { text, remedy, english } = useProblemText()(problem)
  return (
    <div className={kind === 'warning' ? 'notice warning' : 'notice'} role={kind === 'warning' ? 'status' : 'alert'}>
      <Icon of={kind === 'warning' ? TriangleAlert : CircleAlert} />
      <div className="notice-words">
        <strong>{problem.layer ? `${problem.layer}: ${text}` : asSentence(text)}</strong>
        {english && <span lang="en">{asSentence(english)}</span>}
        {remedy && <span>{asRemedy(remedy)}</span>}
        {problem.place && <span className="caption">{problem.place}</span>}
        {children && <div className="notice-ways">{children}</div>}
      </div>
    </div>
  )
}
