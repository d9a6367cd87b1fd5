import type { ImportedModel } from './importedModel'
import { ModelNotes } from './modelNotes'

/** What a file of ours says of itself, added to what was read: class names, and how pictures are brought to size. */
export function withNotes(model: ImportedModel, text: string | undefined, place: string): ImportedModel {
  if (text === undefined) return model
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    found = undefined
  }
  const notes = ModelNotes.safeParse(found)
  if (!notes.success) {
    const problem = {
      code: 'model-notes',
      message: "Layerloom's own notes in the file are damaged and are not used",
      place,
    }
    return { ...model, notUnderstood: [...model.notUnderstood, problem] }
  }
  const { classes, preprocessing, output } = notes.data
  return {
    ...model,
    classes,
    outputKind: output,
    // The numbers of a layer that is in the file count; the notes say the rest.
    preprocessing: {
      ...preprocessing,
      ...(model.preprocessing && { scale: model.preprocessing.scale, offset: model.preprocessing.offset }),
    },
  }
}
