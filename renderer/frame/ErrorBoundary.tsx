import { Component, type ErrorInfo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../design/Button'
import { ProblemNotice } from '../design/ProblemNotice'
import { askAgain } from '../pages/laterPage'

interface State {
  readonly details: string | undefined
}

/** A part of the window that breaks takes no other with it, and says how it goes on. Nothing is lost: the project is saved at each change. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { details: undefined }

  static getDerivedStateFromError(error: unknown): State {
    return { details: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) }
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    console.warn('a part of the window broke', error)
    askAgain()
    this.setState(({ details }) => ({ details: `${details}\n${componentStack ?? ''}` }))
  }

  override render(): ReactNode {
    const { details } = this.state
    if (details === undefined) return this.props.children
    return <Broken details={details} onRetry={() => this.setState({ details: undefined })} />
  }
}

const Broken = ({ details, onRetry }: { details: string; onRetry(): void }) => {
  const { t } = useTranslation()
  return (
    <div className="middle">
      <ProblemNotice problem={{ code: 'window-broke', message: t('broke'), remedy: t('brokeWhat') }}>
        <Button small main onClick={onRetry}>
          {t('tryAgain')}
        </Button>
        <Button small onClick={() => window.location.reload()}>
          {t('reload')}
        </Button>
        <Button small flat onClick={() => void navigator.clipboard.writeText(details)}>
          {t('copyDetails')}
        </Button>
      </ProblemNotice>
    </div>
  )
}
