import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * The bundles. Main is CommonJS for Node 16.17, so that one build runs in Electron from 22 on as well as in plain Node:
 * Electron older than 28 has no ES modules there. electron-vite would derive both from the `electron` package, which the terminal does
 * without; the major version stated here makes it refuse anything that 22 could not run. The window is for the Chromium of that Electron.
 */
process.env.ELECTRON_MAJOR_VER ??= '22'

/** Where to; the set-up builds beside out/ and moves what is complete. */
const out = process.env.LAYERLOOM_OUT ?? 'out'
const at = (file: string) => path.resolve(__dirname, file)

const commonJs = { format: 'cjs' as const, entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' }

export default defineConfig({
  main: {
    build: {
      target: 'node16.17',
      outDir: at(path.join(out, 'main')),
      // Everything is bundled but TensorFlow's package, which finds its native part relative to itself.
      externalizeDeps: { include: ['@tensorflow/tfjs-node', '@mapbox/node-pre-gyp'], exclude: ['node-api-headers'] },
      rolldownOptions: {
        input: {
          terminal: at('main/shells/terminal/index.ts'),
          desktop: at('main/shells/desktop/index.ts'),
          job: at('main/jobs/entry.ts'),
          fetchEngine: at('scripts/engine/fetchForApp.mjs'),
        },
        output: commonJs,
      },
    },
  },
  preload: {
    build: {
      target: 'node16.17',
      outDir: at(path.join(out, 'preload')),
      externalizeDeps: false,
      rolldownOptions: { input: { preload: at('main/shells/desktop/preload/index.ts') }, output: commonJs },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome108',
      minify: true,
      outDir: at(path.join(out, 'renderer')),
      // A data: address is what the window's CSP refuses.
      assetsInlineLimit: 0,
      rolldownOptions: {
        input: at('renderer/index.html'),
        // zod and the word that it may compile nothing lie in one chunk, so that no chunk with schemas runs before that word.
        output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules[\\/]zod[\\/]|renderer[\\/]noEval/ }] } },
      },
    },
  },
})
