import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudioClient } from '../../shared/contract/studio'
import { listenForCommands } from '../commands/listen'
import { ProblemNotice } from '../design/ProblemNotice'
import { Toasts } from '../design/Toast'
import type { StudioLink } from '../studio/studioLink'
import { StudioContext } from '../studio/useStudio'
import { Frame } from './Frame'
import { useSettings } from './useSettings'

/** The window, once the studio is there. A studio that is lost later leaves the page as it is, under a notice, until the next one is there. */
export const App = ({ link }: { link: StudioLink }) => {
  const { t } = useTranslation()
  const state = useSyncExternalStore(link.subscribe, link.state)
  const client = useLast(state.kind === 'ready' ? state.client : undefined)
  const problem = state.kind === 'lost' ? state.problem : undefined
  useEffect(listenForCommands, [])
  if (client)
    return (
      <StudioContext value={client}>
        <WithSettings />
        <Frame lost={problem} />
        <Toasts />
      </StudioContext>
    )
  return (
    <main className="middle">
      {problem ? (
        <ProblemNotice problem={problem} kind="warning" />
      ) : (
        <p className="dim" role="status">
          {t('connecting')}
        </p>
      )}
    </main>
  )
}

const WithSettings = () => {
  useSettings()
  return null
}

function useLast(client: StudioClient | undefined): StudioClient | undefined {
  const last = useRef(client)
  if (client) last.current = client
  return last.current
}
