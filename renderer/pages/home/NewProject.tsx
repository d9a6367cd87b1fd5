import { useCallback, useEffect, useState } from 'react'
import { Button } from '../../design/Button'
import { ProblemNotice } from '../../design/ProblemNotice'
import { goTo } from '../../frame/place'
import { useAction } from '../../studio/useAction'
import { useAnswer } from '../../studio/useAnswer'
import { useStudio } from '../../studio/useStudio'
import { PlaceField } from './PlaceField'

const samples = [
  { source: 'sample:digits', title: '5,000 handwritten digits' },
  { source: 'sample:shapes', title: 'drawn shapes (nothing to download)' },
] as const
const ownFolder = 'folder'

/** A network of the zoo, made to fit the data. */
export const NewProject = () => {
  const studio = useStudio()
  const networks = useAnswer(useCallback(() => studio.projects.networks({}), [studio]))
  const [folder, setFolder] = useState('')
  const [network, setNetwork] = useState('deep-digits')
  const [data, setData] = useState<string>(samples[0].source)
  const [dataFolder, setDataFolder] = useState('')
  const source = data === ownFolder ? dataFolder : data

  // A folder of pictures that is dropped on the window is what it shall learn from.
  useEffect(() => {
    window.layerloom?.onDrop(([place]) => {
      if (!place) return
      setData(ownFolder)
      setDataFolder(place.path)
    })
  }, [])

  const create = useAction(
    useCallback(async () => {
      const project = await studio.projects.create({ folder, network, data: source })
      goTo({ page: 'train', folder: project.folder, run: undefined })
    }, [studio, folder, network, source]),
  )

  return (
    <section aria-labelledby="new-project">
      <h2 id="new-project">New project</h2>
      <form
        className="card new-project"
        onSubmit={(event) => {
          event.preventDefault()
          create.run()
        }}
      >
        <label className="field">
          Data
          <select value={data} onChange={(event) => setData(event.target.value)}>
            {samples.map(({ source: name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
            <option value={ownFolder}>your own pictures</option>
          </select>
        </label>
        <label className="field">
          Network
          <select value={network} onChange={(event) => setNetwork(event.target.value)}>
            {(networks.answer ?? [{ name: network }]).map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        {data === ownFolder && (
          <div className="wide">
            <PlaceField label="Pictures" value={dataFolder} purpose="data-folder" onChange={setDataFolder} />
          </div>
        )}
        <div className="wide">
          <PlaceField label="Project folder" value={folder} purpose="new-project" onChange={setFolder} />
        </div>
        {create.problem && (
          <div className="wide">
            <ProblemNotice problem={create.problem} />
          </div>
        )}
        <div className="wide row">
          <Button main type="submit" disabled={create.isBusy || folder === '' || source === ''}>
            Create project
          </Button>
          {create.isBusy && (
            <span className="caption" role="status">
              looking at the data …
            </span>
          )}
        </div>
      </form>
    </section>
  )
}
