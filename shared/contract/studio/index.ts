import { about } from './about'
import type { Client } from './core/client'
import { datasets } from './datasets'
import { engine } from './engine'
import { estimates } from './estimates'
import { evaluation } from './evaluation'
import { exports } from './exports'
import { folders } from './folders'
import { imports } from './imports'
import { jobs } from './jobs'
import { lab } from './lab'
import { projects } from './projects'
import { runs } from './runs'
import { settings } from './settings'
import { transfer } from './transfer'

/** Every service that a window may call. A new one: a file, a line here, and its handlers in main/studio. */
export const studioServices = {
  about,
  folders,
  projects,
  runs,
  jobs,
  datasets,
  estimates,
  settings,
  engine,
  lab,
  evaluation,
  exports,
  imports,
  transfer,
}
export type StudioServices = typeof studioServices

/** The studio as a window sees it. */
export type StudioClient = Client<StudioServices>

export { type Connection, connect } from './core/connect'
export type { StudioPort } from './core/port'
