import { ServingSession } from '../../../engine/servingSession'
import { servingInput } from '../../../formats/savedmodel/servingProgram'
import type { Proof } from './proof'
import { runBatches } from './proofPictures'

export const savedModelProof: Proof = {
  way: 'by TensorFlow, which opened the folder and answered through serving_default',
  async outputs(place, model, _, pictures) {
    const session = await ServingSession.open(place)
    try {
      return await runBatches(pictures, model.preprocessing, (values, count) =>
        session.predict(servingInput, values, [count, ...model.inputShape]),
      )
    } finally {
      session.close()
    }
  },
}
