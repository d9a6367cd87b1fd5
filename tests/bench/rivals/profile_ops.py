"""Times each op of a training step: profile_ops.py FOLDER NETWORK BATCH MACS KNOBS (see profile.ts).

One op at a time (inter_op_parallelism_threads=1), median of the traced steps; the same graph and library as ours.
"""
import collections
import os
import statistics
import sys
import time

import numpy as np
import tensorflow as tf

folder, network, batch, macs, knobs = sys.argv[1:]
batch, macs = int(batch), int(macs)
WARM_UP, TIMED, TRACED = 30, 100, 40
v1 = tf.compat.v1

labels = np.fromfile(os.path.join(folder, network + '.labels'), dtype='<i4')
images = np.fromfile(os.path.join(folder, network + '.images'), dtype=np.uint8).reshape(len(labels), -1)
feed = {
    'images:0': images[:batch].tobytes(),
    'labels:0': labels[:batch],
    'rate:0': np.float32(0.001),
}
if knobs:
    feed['knobs:0'] = np.array([float(knob) for knob in knobs.split(',')], np.float32)
fetch = ['train/loss:0', 'train/top1:0', 'train/top5:0']


def times(session):
    taken = []
    for _ in range(TIMED):
        began = time.perf_counter()
        session.run(fetch, feed)
        taken.append((time.perf_counter() - began) * 1e3)
    return taken


def opened(inter):
    graph = tf.Graph()
    with graph.as_default():
        session = v1.Session(graph=graph, config=v1.ConfigProto(inter_op_parallelism_threads=inter))
        v1.saved_model.load(session, ['serve'], folder)
    for _ in range(WARM_UP):
        session.run(fetch, feed)
    return session


two = times(opened(2))
session = opened(1)
one = times(session)
ops = collections.defaultdict(list)
for _ in range(TRACED):
    trace = v1.RunMetadata()
    session.run(fetch, feed, options=v1.RunOptions(trace_level=v1.RunOptions.FULL_TRACE), run_metadata=trace)
    for device in trace.step_stats.dev_stats:
        for node in device.node_stats:
            kind = node.timeline_label.split('=')[-1].split('(')[0].strip()
            ops[node.node_name, kind].append(node.op_end_rel_micros - node.op_start_rel_micros)
kinds = collections.defaultdict(lambda: [0, 0])
for (_, kind), taken in ops.items():
    kinds[kind][0] += statistics.median(taken) / 1e3
    kinds[kind][1] += 1
total = sum(ms for ms, _ in kinds.values())
convolutions = sum(ms for kind, (ms, _) in kinds.items() if 'Conv' in kind)
# Forward, gradient of the input, gradient of the kernel; the first layer has no gradient of its input, a little less than this.
flops = 2 * 3 * macs * batch
print(f'{network}, batch {batch}: step {statistics.median(one):.1f} ms (best {min(one):.1f}) with one op at a time, '
      f'{statistics.median(two):.1f} ms (best {min(two):.1f}) with two; traced ops {total:.1f} ms')
print(f'convolutions {convolutions:.1f} ms ({convolutions / total:.0%}), about {flops / convolutions / 1e6:.0f} GFLOP/s; '
      f'if all else were free: {batch / convolutions * 1e3:.0f} images/s')
for kind, (ms, count) in sorted(kinds.items(), key=lambda item: -item[1][0])[:20]:
    print(f'{ms:9.2f} ms {ms / total:6.1%} {count:5d} x {kind}')
