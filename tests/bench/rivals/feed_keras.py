"""Keras' image_dataset_from_directory: feed_keras.py FOLDER SIZE CHANNELS BATCH EPOCHS

Prints {"images", "first", "epochs"}: seconds from nothing opened to the first batch, and to the end of each epoch. Imports are not counted.
SIZE 0 is 28, the size of the digits. Keras scales without antialias, so its figures for photos are not of the same work.
"""
import json
import os
import sys
import time

os.environ['KERAS_BACKEND'] = 'tensorflow'
os.environ['TF_CPP_MIN_LOG_LEVEL'] = '2'
import keras

folder, size, channels, batch, epochs = sys.argv[1], *map(int, sys.argv[2:6])
began = time.perf_counter()
data = keras.utils.image_dataset_from_directory(
    folder,
    image_size=(size or 28, size or 28),
    color_mode='grayscale' if channels == 1 else 'rgb',
    batch_size=batch,
    crop_to_aspect_ratio=size > 0,
    verbose=False,
)
first, ends = None, []
for _ in range(epochs):
    images = 0
    for pictures, _labels in data:
        if first is None:
            first = time.perf_counter() - began
        images += len(pictures)
    ends.append(time.perf_counter() - began)
print(json.dumps({'images': images, 'first': first, 'epochs': ends}), flush=True)
