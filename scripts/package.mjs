import { parseArgs } from 'node:util'
import { main } from './setup/main.mjs'
import { requireNode } from './setup/nodeVersion.mjs'
import { SetUpProblem } from './setup/problem.mjs'

/**
 * `npm run package -- [--with-engine] [--test] [--no-archive] [--target NAME ...]`: the desktop program as a folder in `dist/` and a tar.gz of it. Other targets
 * of electron-builder (AppImage, deb, dmg, nsis) want tools that it downloads.
 */
await main(async () => {
  requireNode()
  const { values } = parse(process.argv.slice(2))
  const { setUp } = await import('./setup/setUp.mjs')
  const { packageApp } = await import('./package/packageApp.mjs')
  const made = await packageApp(
    {
      withEngine: values['with-engine'] === true,
      withTest: values.test === true,
      withArchive: values['no-archive'] !== true,
      targets: values.target ?? ['dir'],
    },
    await setUp(),
  )
  for (const place of Object.values(made)) if (place !== undefined) console.log(place)
})

/** @param {string[]} words */
function parse(words) {
  try {
    return parseArgs({
      args: words,
      options: {
        'with-engine': { type: 'boolean' },
        test: { type: 'boolean' },
        'no-archive': { type: 'boolean' },
        target: { type: 'string', multiple: true },
      },
    })
  } catch (error) {
    throw new SetUpProblem(
      error instanceof Error ? error.message : String(error),
      'npm run package -- [--with-engine] [--test] [--no-archive] [--target NAME ...]',
    )
  }
}
