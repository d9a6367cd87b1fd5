import { webFormat } from '../../../shared/formats/exportFormats'
import type { Format } from '../format'
import { kerasRefusals } from '../keras/kerasModel'
import { onnx } from '../onnx'
import { writeWeb } from './writeWeb'

/** A page that holds the model and needs nothing else: opened from the disk, it takes pictures and tells their classes. */
export const web: Format = {
  description: webFormat,
  refuse: (model, options) => [...kerasRefusals(model, 'tfjs'), ...onnx.refuse(model, options)],
  write: writeWeb,
  example: (_, __, fileName) => ({
    name: 'README.md',
    text: `# ${fileName.replace(/[^\w. -]/g, '_')}

- \`index.html\`: open it in a browser, from the disk or from any web server. Pictures stay on the computer.
- \`predict.cjs\`: the same in Node: \`npm install sharp\`, then \`node predict.cjs PICTURE...\`
- \`predict.py\`: the same in Python: \`pip install onnxruntime pillow numpy\`, then \`python predict.py PICTURE...\`
- \`model.js\`: the model and its weights, as the page and Node read it; \`model.onnx\`: the same for Python, where TensorFlow would be half a
  gigabyte to install. \`tf.min.js\` is TensorFlow.js (Apache License 2.0, Google LLC).
`,
  }),
}
