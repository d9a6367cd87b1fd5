import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** A project with nothing but its input. */
export function writeEmptyProject(root: string, name: string): string {
  const folder = path.join(root, name)
  mkdirSync(folder)
  const layers = [{ id: 'input', type: 'input', config: { shape: [28, 28, 1] } }]
  const project = {
    format: 'layerloom-project',
    version: 1,
    name,
    data: { source: 'sample:digits' },
    network: { layers },
    training: {},
  }
  writeFileSync(path.join(folder, 'project.json'), JSON.stringify(project))
  return folder
}
