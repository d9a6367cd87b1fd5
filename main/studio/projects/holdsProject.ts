import { access } from 'node:fs/promises'
import path from 'node:path'
import { projectRecord } from '../../../shared/records/project'

/** Whether a place is a project, or the `project.json` of one, rather than a source of pictures. */
export async function holdsProject(place: string): Promise<boolean> {
  if (place.startsWith('sample:')) return false
  const file = place.endsWith('.json') ? place : path.join(place, projectRecord.file)
  try {
    await access(file)
    return true
  } catch {
    // What cannot be read is told by whoever opens it as data.
    return false
  }
}
