import path from 'node:path'
import { formatRecord } from '../../../shared/records/record'
import { type WindowPlacement, windowPlacementRecord } from '../../../shared/records/windowPlacement'
import { realDisk } from '../../disk/realDisk'
import { writeFileAtomically } from '../../disk/writeFileAtomically'
import { readOrSetAside } from '../host/readOrSetAside'

export type Placement = Pick<WindowPlacement, 'bounds' | 'isMaximized'>

const fileIn = (workspace: string) => path.join(workspace, windowPlacementRecord.file)

/** Where the window was; `undefined` at the first start, or where the file was broken. */
export const readPlacement = async (workspace: string): Promise<Placement | undefined> =>
  (await readOrSetAside(windowPlacementRecord, fileIn(workspace))).record

export const writePlacement = ({ bounds, isMaximized }: Placement, workspace: string): Promise<void> =>
  writeFileAtomically(
    realDisk,
    fileIn(workspace),
    formatRecord(windowPlacementRecord, { format: 'layerloom-window', version: 1, bounds, isMaximized }),
  )
