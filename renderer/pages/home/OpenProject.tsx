import { useCallback, useState } from 'react'
import { addressOf } from '../../../shared/contract/windowPlace'
import { useCommands } from '../../commands/useCommands'
import { Button } from '../../design/Button'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { PlaceField } from './PlaceField'

/** Projects that were open before, and any other. */
export const OpenProject = () => {
  const studio = useStudio()
  const recent = useAnswer(useCallback(() => studio.projects.recent({}), [studio]))
  const [folder, setFolder] = useState('')
  const open = (path: string) => goTo({ page: 'train', folder: path, run: undefined })
  const openOnDesktop = () =>
    void window.layerloom?.choosePlace('open-project').then((place) => {
      if (place) open(place.path)
    })
  useCommands([{ id: 'open-project', label: 'Open a project', run: openOnDesktop }])
  return (
    <section aria-labelledby="projects">
      <h2 id="projects">Projects</h2>
      {recent.problem && <ProblemNotice problem={recent.problem} />}
      <ul className="recent">
        {recent.answer?.map(({ folder: place, name, isThere }) => (
          <li key={place}>
            <a href={addressOf({ page: 'train', folder: place, run: undefined })}>
              <strong className="cut">{name}</strong>
              <span className="folder cut" title={place}>
                {place}
              </span>
            </a>
            {!isThere && <span className="caption">not there any more</span>}
          </li>
        ))}
      </ul>
      {recent.answer?.length === 0 && <p className="dim">None yet: make one above, or open a folder that has one.</p>}
      <form
        className="row open-project"
        onSubmit={(event) => {
          event.preventDefault()
          if (folder !== '') open(folder)
        }}
      >
        <div className="grow">
          <PlaceField
            label="Another project"
            value={folder}
            purpose="open-project"
            onChange={window.layerloom ? open : setFolder}
          />
        </div>
        {!window.layerloom && (
          <Button type="submit" disabled={folder === ''}>
            Open
          </Button>
        )}
      </form>
    </section>
  )
}
