/** Where the set-up put TensorFlow, by variant; `undefined`: not set up. */
export interface EngineFolders {
  readonly cpu: string | undefined
  readonly cuda: string | undefined
}

/** As `scripts/setup/engineLocation.mjs` says it to the processes that it starts. */
export function engineFolders(env: NodeJS.ProcessEnv = process.env): EngineFolders {
  return { cpu: env.LAYERLOOM_ENGINE_CPU || env.LAYERLOOM_ENGINE, cuda: env.LAYERLOOM_ENGINE_CUDA || undefined }
}
