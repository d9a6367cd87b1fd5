/** Why no window can be shown here; `undefined` if one can. */
export function whyNoScreen(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform === 'darwin' || platform === 'win32') {
    const isRemote = env.SSH_CONNECTION !== undefined && platform === 'darwin'
    return isRemote ? 'this is a session over SSH' : undefined
  }
  return env.DISPLAY || env.WAYLAND_DISPLAY ? undefined : 'this session has no display (DISPLAY is not set)'
}
