/** Short texts of `help.json`, found through the palette. */
export const helpTopics = [
  'tour',
  'shapes',
  'ghosts',
  'overfitting',
  'learningRate',
  'splits',
  'undo',
  'checkpoints',
  'privacy',
] as const
export type HelpTopic = (typeof helpTopics)[number]
