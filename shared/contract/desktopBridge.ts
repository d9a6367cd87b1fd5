/**
 * What stands between the desktop's page and Electron's main process besides the studio's port. Without zod: the preload script carries it, and a page
 * needs nothing of it checked.
 */

/** A place on the disk that a person chose. The studio has been told: it lets a window at no place that was not. */
export interface ChosenPlace {
  readonly path: string
  /** Its last part. */
  readonly name: string
  readonly isFolder: boolean
}

/** What a dialog is for. */
export const placePurposes = [
  'open-project',
  'new-project',
  'data-folder',
  'data-file',
  'export-folder',
  'model-file',
] as const
export type PlacePurpose = (typeof placePurposes)[number]

/** What the menu asks of the page. */
export type WindowCommand = 'new-project' | 'open-project' | 'train' | 'pause' | 'stop'

/**
 * What the preload script puts on the desktop's page as `layerloom`, all of it. A page in a browser has none of it.
 */
export interface DesktopBridge {
  /** Asks for the port to the studio. It comes as a message of the page to itself: `portMessage`, with the port. */
  connect(): void
  /** Asks the person for a place. `null`: they changed their mind. */
  choosePlace(purpose: PlacePurpose): Promise<ChosenPlace | null>
  /** Places that the person drops on the window. One listener. */
  onDrop(listener: (places: readonly ChosenPlace[]) => void): void
  /** One listener. */
  onCommand(listener: (command: WindowCommand) => void): void
}

/** The message with which the page gets its port. */
export const portMessage = 'layerloom:port'

/** The last message on a port, either way: a page hears nothing of a port that is closed at its other end. */
export const portClosing = 'layerloom:close'

/** Channels between the preload script and Electron's main process. */
export const channels = {
  connect: 'layerloom:connect',
  port: 'layerloom:port',
  choosePlace: 'layerloom:choose-place',
  dropped: 'layerloom:dropped',
  command: 'layerloom:command',
} as const
