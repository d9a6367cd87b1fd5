import path from 'node:path'

/** The folder of a run; its id has been checked, so that it names one folder below `runs`. */
export const runPlace = (projectFolder: string, run: string): string => path.join(projectFolder, 'runs', run)
