import path from 'node:path'
import { defineConfig } from 'electron-vite'

/**
 * The bundles. Main is CommonJS for Node 16.17, so that one build runs in Electron from 22 on as well as in plain Node:
 * Electron older than 28 has no ES modules there. electron-vite would derive both from the `electron` package, which the terminal does
 * without; the major version stated here makes it refuse anything that 22 could not run.
 */
process.env.ELECTRON_MAJOR_VER ??= '22'

/** Where to; the set-up builds beside out/ and moves what is complete. */
const out = process.env.LAYERLOOM_OUT ?? 'out'
const at = (file: string) => path.resolve(__dirname, file)

export default defineConfig({
  main: {
    build: {
      target: 'node16.17',
      outDir: at(path.join(out, 'main')),
      // Everything is bundled but TensorFlow's package, which finds its native part relative to itself.
      externalizeDeps: { include: ['@tensorflow/tfjs-node', '@mapbox/node-pre-gyp'], exclude: ['node-api-headers'] },
      rolldownOptions: {
        input: { terminal: at('main/shells/terminal/index.ts'), job: at('main/jobs/entry.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
})
