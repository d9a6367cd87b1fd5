"""keras_rival.py NETWORK FOLDER fit|train_on_batch auto|xla|plain"""
import os
import sys

os.environ['KERAS_BACKEND'] = 'tensorflow'
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'
import keras
import tensorflow as tf
from keras import layers

from common import BATCH, SHAPES, pictures, serve

network, folder, way, jit = sys.argv[1:5]


def norm(x):
    return layers.BatchNormalization(momentum=0.9, epsilon=1e-5)(x)


def deep_digits(x):
    for filters in (16, 32, 64):
        for _ in range(2):
            x = layers.ReLU()(norm(layers.Conv2D(filters, 3, padding='same', use_bias=False)(x)))
        x = layers.MaxPooling2D()(x)
    x = layers.Dense(50, activation='relu')(layers.Flatten()(x))
    return layers.Dense(10)(layers.Dropout(0.5)(x))


def conv(x, filters, stride):
    if stride == 2:
        x = layers.ZeroPadding2D(1)(x)
    padding = 'same' if stride == 1 else 'valid'
    return norm(layers.Conv2D(filters, 3, strides=stride, padding=padding, use_bias=False, kernel_initializer='he_normal')(x))


def half(x, filters):
    """Every second pixel, and zero channels behind."""
    extra = filters - x.shape[3]

    def pick(v):
        return keras.ops.pad(v[:, ::2, ::2], [[0, 0], [0, 0], [0, 0], [0, extra]])

    return layers.Lambda(pick, output_shape=(x.shape[1] // 2, x.shape[2] // 2, filters))(x)


def resnet_20(x):
    x = layers.ReLU()(conv(x, 16, 1))
    for stage, filters in enumerate((16, 32, 64)):
        for block in range(3):
            stride = 2 if stage > 0 and block == 0 else 1
            y = conv(layers.ReLU()(conv(x, filters, stride)), filters, 1)
            x = layers.ReLU()(layers.Add()([y, half(x, filters) if stride == 2 else x]))
    return layers.Dense(10)(layers.GlobalAveragePooling2D()(x))


build, optimizer = {
    'deep-digits': (deep_digits, keras.optimizers.Adam(0.001)),
    # Keras' weight decay is decoupled, also in SGD; its cost is the same.
    'resnet-20': (resnet_20, keras.optimizers.SGD(0.1, momentum=0.9, weight_decay=1e-4)),
}[network]
x, y = pictures(folder, network)
batch = BATCH[network]
entry = keras.Input(SHAPES[network])
model = keras.Model(entry, build(entry))
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer, loss, jit_compile={'auto': 'auto', 'xla': True, 'plain': False}[jit])

if way == 'fit':
    data = tf.data.Dataset.from_tensor_slices((x, y)).batch(batch, drop_remainder=True).cache()

    def step(_):
        model.fit(data, epochs=1, verbose=0)
        return len(x)

    serve(step, warm_up=2)
else:

    def step(k):
        at = k * batch % len(x)
        model.train_on_batch(x[at : at + batch], y[at : at + batch])
        return batch

    serve(step)
