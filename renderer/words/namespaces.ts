import type chartsWords from './locales/en/charts.json'
import type dataWords from './locales/en/data.json'
import type diffWords from './locales/en/diff.json'
import type editorWords from './locales/en/editor.json'
import type evaluateWords from './locales/en/evaluate.json'
import type exportWords from './locales/en/export.json'
import type frameWords from './locales/en/frame.json'
import type helpWords from './locales/en/help.json'
import type homeWords from './locales/en/home.json'
import type inspectorWords from './locales/en/inspector.json'
import type layersWords from './locales/en/layers.json'
import type modelWords from './locales/en/model.json'
import type numbersWords from './locales/en/numbers.json'
import type paletteWords from './locales/en/palette.json'
import type runsWords from './locales/en/runs.json'
import type settingsWords from './locales/en/settings.json'
import type tourWords from './locales/en/tour.json'
import type trainWords from './locales/en/train.json'
import type trainingWords from './locales/en/training.json'
import type zooWords from './locales/en/zoo.json'

/** Namespaces of words and their keys, so that a key that does not exist does not compile. A new namespace: two files in `locales`, and a line here. */
export interface Namespaces {
  diff: typeof diffWords
  inspector: typeof inspectorWords
  numbers: typeof numbersWords
  training: typeof trainingWords
  zoo: typeof zooWords
  charts: typeof chartsWords
  data: typeof dataWords
  editor: typeof editorWords
  evaluate: typeof evaluateWords
  export: typeof exportWords
  frame: typeof frameWords
  help: typeof helpWords
  home: typeof homeWords
  layers: typeof layersWords
  model: typeof modelWords
  palette: typeof paletteWords
  runs: typeof runsWords
  settings: typeof settingsWords
  tour: typeof tourWords
  train: typeof trainWords
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'frame'
    resources: Namespaces
  }
}
