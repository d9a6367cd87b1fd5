import { Suspense, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemDetails } from '../../shared/problem'
import { ProblemNotice } from '../design/ProblemNotice'
import { HomePage } from '../pages/home/HomePage'
import { pages } from '../pages/pages'
import { ProjectProvider, useShownProjectPart } from '../studio/useProject'
import { Tour } from '../tour/Tour'
import { rememberProject } from './currentProject'
import { ErrorBoundary } from './ErrorBoundary'
import { FrameCommands } from './FrameCommands'
import { Overlays } from './Overlays'
import { usePlace } from './place'
import { Rail } from './Rail'
import { TopBar } from './TopBar'
import { WorkStrip } from './WorkStrip'
import './frame.css'

/** Rail, top bar, and the page that the address names. `lost`: the studio does not answer. */
export const Frame = ({ lost }: { lost: ProblemDetails | undefined }) => {
  const { t } = useTranslation()
  const place = usePlace()
  const folder = place.page === 'home' ? undefined : place.folder
  useEffect(() => {
    if (folder !== undefined) rememberProject(folder)
  }, [folder])
  const content = (
    <div className="frame">
      <Rail place={place} />
      <TopBar place={place} />
      <main className="page">
        {lost && <ProblemNotice problem={{ ...lost, code: 'lost', message: t('lost') }} kind="warning" />}
        <WorkStrip />
        <div className="page-body">
          <ErrorBoundary key={`${folder} ${place.page}`}>
            {place.page === 'home' ? <HomePage /> : <PageOfProject />}
          </ErrorBoundary>
        </div>
      </main>
      <FrameCommands place={place} />
      <ErrorBoundary>
        <Overlays />
        <Tour />
      </ErrorBoundary>
    </div>
  )
  if (folder === undefined) return content
  return (
    <ProjectProvider key={folder} folder={folder}>
      {content}
    </ProjectProvider>
  )
}

const PageOfProject = () => {
  const { t } = useTranslation()
  const place = usePlace()
  const isOpen = useShownProjectPart(({ project }) => project !== undefined) === true
  const problem = useShownProjectPart((shown) => shown.problem)
  // The page's code comes while the project is being opened.
  useEffect(() => {
    if (!isOpen && place.page !== 'home') pages[place.page].fetchAhead()
  }, [isOpen, place.page])
  if (place.page === 'home') return null
  if (!isOpen)
    return (
      <div className="middle">
        {problem ? (
          <ProblemNotice problem={problem} />
        ) : (
          <p className="dim" role="status">
            {t('opening')}
          </p>
        )}
      </div>
    )
  const { Page } = pages[place.page]
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <Suspense fallback={<div className="middle" />}>
        <Page key={`${place.folder} ${place.page}`} folder={place.folder} run={place.run} />
      </Suspense>
    </>
  )
}
