import type { ExampleProgram } from '../../format'
import { pythonRemark, pythonString } from '../../python/pythonText'
import type { TrainingSource } from '../../trainingSource'
import { networkText } from './networkText'
import { optimizerText } from './optimizerText'
import { scheduleText } from './scheduleText'

/**
 * `train_keras.py`: the same network, optimizer and schedule for people who go on in Keras. What Keras does otherwise, and how
 * pictures were changed, stands in it as a remark.
 */
export function kerasTrainingScript({
  name,
  project,
  classes,
  scale,
  offset,
  inputShape,
}: TrainingSource): ExampleProgram {
  const { network, training, augmentation, preprocessing } = project
  const [height, width, channels] = inputShape
  const { text, missing } = networkText(network, scale, offset)
  const optimizer = optimizerText(training)
  const { loss } = training
  const smoothing = loss.name === 'softmax-cross-entropy' ? loss.labelSmoothing : 0
  const differences = [
    ...missing.map((what) => `Keras has no equal for ${what}`),
    ...optimizer.differences,
    ...(loss.name !== 'softmax-cross-entropy' ? ['the loss was the mean squared error of probabilities'] : []),
    ...(training.precision !== 'float32' ? [`training ran in ${training.precision}`] : []),
    ...((network.auxiliary ?? []).length > 0 ? ['auxiliary classifiers are left out'] : []),
  ]
  const remarks = [
    ...(differences.length > 0 ? ['Not the same here:', ...differences.map((one) => `- ${one}`)] : []),
    augmentation.length > 0
      ? `Training pictures were changed by, in this order: ${JSON.stringify(augmentation)}; put Keras' layers for it into augment().`
      : 'Training pictures were not changed.',
  ].map((line) => `# ${pythonRemark(line)}\n`)
  const aspect = { stretch: '', fit: ', pad_to_aspect_ratio=True', crop: ', crop_to_aspect_ratio=True' }[
    preprocessing.resize
  ]
  const kind = smoothing > 0 ? 'categorical' : 'int'
  const lossText =
    smoothing > 0
      ? `keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=${smoothing})`
      : 'keras.losses.SparseCategoricalCrossentropy(from_logits=True)'
  return {
    name: 'train_keras.py',
    text: `"""Trains ${pythonRemark(name)} anew with Keras: python train_keras.py DATA

DATA has train/ and val/, each with a folder a class. Needs: pip install keras tensorflow
"""
import math
import os
import sys

import keras
from keras import layers

CLASSES = [${classes.map(pythonString).join(', ')}]
BATCH = ${training.batchSize}
EPOCHS = ${training.epochs}
SEED = ${training.seed}
${remarks.join('')}

${scheduleText(training.schedule, training.learningRate)}

class Rate(keras.callbacks.Callback):
    """Sets the learning rate of each step."""

    def __init__(self, steps_per_epoch):
        super().__init__()
        self.step, self.steps_per_epoch = 0, steps_per_epoch

    def on_train_batch_begin(self, batch, logs=None):
        rate = rate_at(self.step, self.steps_per_epoch, self.steps_per_epoch * EPOCHS)
        self.model.optimizer.learning_rate = rate
        self.step += 1


${missing.length > 0 ? `def missing(what):\n    raise SystemExit("Keras has no equal for " + what)\n\n\n` : ''}${text}

def augment(pictures, labels):
    """Changes training pictures (0 to 255)."""
    return pictures, labels


def pictures(folder, shuffle):
    return keras.utils.image_dataset_from_directory(
        folder, labels="inferred", label_mode="${kind}", class_names=CLASSES, batch_size=BATCH, shuffle=shuffle, seed=SEED,
        color_mode="${channels === 1 ? 'grayscale' : 'rgb'}", image_size=(${height}, ${width})${aspect})


if __name__ == "__main__":
    keras.utils.set_random_seed(SEED)
    train = pictures(os.path.join(sys.argv[1], "train"), ${training.shuffle ? 'True' : 'False'})
    steps_per_epoch = len(train)
    model = build()
    model.compile(
        optimizer=${optimizer.text},
        loss=${lossText},
        metrics=["accuracy"],
    )
    model.fit(
        train.map(augment),
        validation_data=pictures(os.path.join(sys.argv[1], "val"), False),
        epochs=EPOCHS,
        callbacks=[Rate(steps_per_epoch)],
    )
    model.save("trained.keras")
`,
  }
}
