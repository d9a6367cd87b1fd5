import { webUtils } from 'electron'

/** Where a dropped file lies; '' if it is none. Electron before 29 has it on the file itself. */
export const pathOfFile = (file: File): string =>
  webUtils ? webUtils.getPathForFile(file) : ((file as File & { path?: string }).path ?? '')
