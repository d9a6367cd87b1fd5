import { webFormat } from '../../../shared/formats/exportFormats'
import type { Format } from '../format'
import { kerasRefusals } from '../keras/kerasModel'
import { writeWeb } from './writeWeb'

/** A page that holds the model and needs nothing else: opened from the disk, it takes pictures and tells their classes. */
export const web: Format = {
  description: webFormat,
  refuse: (model) => kerasRefusals(model, 'tfjs'),
  write: (model, _, place, work) => writeWeb(model, place, work),
  example: (_, __, fileName) => ({
    name: 'README.md',
    text: `# ${fileName.replace(/[^\w. -]/g, '_')}

- \`index.html\`: open it in a browser, from the disk or from any web server. Pictures stay on the computer.
- \`predict.cjs\`: the same in Node: \`npm install sharp\`, then \`node predict.cjs PICTURE...\`
- \`model.js\`: the model and its weights, as both read it. \`tf.min.js\` is TensorFlow.js (Apache License 2.0, Google LLC).
`,
  }),
}
