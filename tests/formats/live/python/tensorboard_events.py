"""What TensorBoard's own reader finds in a folder of event files, as JSON: scalars as [step, value], histograms as [step, least, most, number, limits, counts]."""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0, "histograms": 0})
events.Reload()
tags = events.Tags()
scalars = {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in tags["scalars"]}
histograms = {}
for tag in tags["histograms"]:
    rows = []
    for event in events.Histograms(tag):
        h = event.histogram_value
        rows.append([event.step, h.min, h.max, h.num, list(h.bucket_limit), list(h.bucket)])
    histograms[tag] = rows
print(json.dumps({"scalars": scalars, "histograms": histograms}))
