import { useSyncExternalStore } from 'react'
import { ProblemNotice } from '../design/ProblemNotice'
import type { StudioLink } from '../studio/studioLink'
import { StudioContext } from '../studio/useStudio'
import { Frame } from './Frame'
import { HomePage } from './home/HomePage'
import { usePlace } from './place'
import { ProjectPage } from './project/ProjectPage'

/** The page that the address names, once the studio is there. */
export const App = ({ link }: { link: StudioLink }) => {
  const state = useSyncExternalStore(link.subscribe, link.state)
  const place = usePlace()
  if (state.kind !== 'ready')
    return (
      <Frame>
        <div className="middle">
          {state.kind === 'lost' ? (
            <ProblemNotice problem={state.problem} kind="warning" />
          ) : (
            <p className="dim" role="status">
              Connecting to the studio …
            </p>
          )}
        </div>
      </Frame>
    )
  return (
    <StudioContext value={state.client}>
      {place.page === 'home' ? (
        <HomePage />
      ) : (
        <ProjectPage key={place.folder} folder={place.folder} chosenRun={place.run} />
      )}
    </StudioContext>
  )
}
