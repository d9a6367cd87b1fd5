import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import type { JobContext } from '../../main/jobs/jobContext'
import { openPictureDecoder } from '../../main/jobs/pictures/openPictureDecoder'
import { scan } from '../../main/jobs/scan/scan'
import { type ScannedPlace, scanPlace } from '../../main/jobs/scan/scanPlace'
import { defaultSettings } from '../../main/studio/engine/chooseEngine'
import type { JobEvent, ScanResult, ScanTask } from '../../shared/contract/jobs'

/** A folder that is removed when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerloom-scan-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Puts all that is cached below a folder, until the test ends. */
export function cacheIn(folder: string): void {
  const before = process.env.LAYERLOOM_CACHE
  process.env.LAYERLOOM_CACHE = folder
  onTestFinished(() => {
    if (before === undefined) delete process.env.LAYERLOOM_CACHE
    else process.env.LAYERLOOM_CACHE = before
  })
}

/** A job's context in the test's own process, and what was posted. */
export function watchedContext(): { readonly context: JobContext; readonly events: JobEvent[] } {
  const events: JobEvent[] = []
  return { context: { post: (event) => void events.push(event), onCommand: () => {}, onGone: () => {} }, events }
}

/** Scans in the test's own process, with the real decoder. */
export function scanHere(source: string, more: Partial<ScanTask> = {}): Promise<ScanResult> {
  const { context } = watchedContext()
  const engine = defaultSettings()
  return scan({ task: 'scan', source, folder: '/', engine, gpuRequired: false, ...more }, context)
}

/** The same, but with all that is known of each file. */
export function lookHere<T>(source: string, use: (scanned: ScannedPlace) => Promise<T>): Promise<T> {
  const { context } = watchedContext()
  return scanPlace({ source, folder: '/', context, openDecoder: openPictureDecoder }, use)
}
