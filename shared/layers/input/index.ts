import { z } from 'zod'
import { shownAs } from '../../fields/field'
import { defineLayer } from '../layer'
import { mostChannels, mostPixels, wholeNumber } from '../setting'

const error = 'must be [height, width, channels] or [values]'

/** Where the batch comes in. `shape` is that of one picture, [height, width, channels], or [values]. */
export const input = defineLayer({
  type: 'input',
  family: 'shape',
  schema: z.strictObject({
    shape: shownAs(
      z.union(
        [
          z.tuple([wholeNumber(1, mostPixels), wholeNumber(1, mostPixels), wholeNumber(1, mostChannels)]).readonly(),
          z.tuple([wholeNumber(1, mostChannels)]).readonly(),
        ],
        { error },
      ),
      { kind: 'shape', mayBeLeft: false },
    ),
  }),
  inputs: { min: 0, max: 0 },
  shape: ({ shape }) => shape,
  formula: () => 'x_{ijc}',
  // The compiler hands it the decoded batch: the one layer that gets a tensor without having an input.
  lower(_context, _config, [batch]) {
    if (!batch) throw new Error('the input layer is lowered with the batch')
    return batch
  },
})
