"""Writes grad_cam.json: Grad-CAM by Keras 3 and tf.GradientTape, for gradCam.test.ts. Run with Keras and TensorFlow installed."""
import json, os
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
import numpy as np, tensorflow as tf, keras

rng = np.random.default_rng(7)
x = keras.Input((8, 8, 1))
a = keras.layers.Conv2D(4, 3, padding="same", activation="relu", name="maps")(x)
p = keras.layers.MaxPooling2D(2)(a)
b = keras.layers.Conv2D(3, 3, padding="valid", activation="relu", name="late")(p)
y = keras.layers.Dense(3, name="logits")(keras.layers.Flatten()(b))
model = keras.Model(x, y)
for w in model.weights:
    w.assign(rng.normal(0, 0.5, w.shape).astype("float32"))
picture = rng.integers(0, 256, (8, 8), dtype=np.uint8)
inputs = (picture[None, :, :, None] / 255.0).astype("float32")
cases = []
for layer in ("maps", "late"):
    both = keras.Model(x, [model.get_layer(layer).output, model.output])
    for wanted in range(3):
        with tf.GradientTape() as tape:
            maps, logits = both(inputs)
            tape.watch(maps)
            # The rest of the network once more, from the maps on, so that the tape sees it.
            later = maps
            seen = False
            for each in model.layers:
                if seen:
                    later = each(later)
                seen = seen or each.name == layer
            score = later[:, wanted]
        gradient = tape.gradient(score, maps)
        heat = tf.nn.relu(tf.reduce_sum(maps * tf.reduce_mean(gradient, (1, 2), keepdims=True), -1))
        cases.append({"layer": layer, "class": wanted, "heat": [float(v) for v in heat.numpy().ravel()]})
names = {"maps": "maps", "late": "late", "logits": "logits"}
weights = {f"{l.name}/{k}": {"shape": list(w.shape), "data": [float(v) for v in w.numpy().ravel()]}
           for l in model.layers for k, w in zip(("kernel", "bias"), l.weights)}
out = {"keras": keras.__version__, "picture": picture.ravel().tolist(), "weights": weights, "cases": cases,
       "logits": [float(v) for v in model(inputs).numpy().ravel()]}
with open(os.path.join(os.path.dirname(__file__), "grad_cam.json"), "w") as file:
    json.dump(out, file)
