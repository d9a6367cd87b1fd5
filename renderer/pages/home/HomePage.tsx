import { NewProject } from './NewProject'
import { OpenProject } from './OpenProject'
import './home.css'

/** Where a person begins: a new project, or one of those that there are. */
export const HomePage = () => (
  <div className="home">
    <h1>What shall it learn to see?</h1>
    <NewProject />
    <OpenProject />
  </div>
)
