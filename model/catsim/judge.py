"""Average precision at IoU 0.5 of what the network puts out, for a look while it trains. The figures of
the model card come from the detector itself (`cat-follow bench detector`)."""

import numpy as np

from .geometry import COLUMNS, ROWS

LEAST_SCORE = 0.02
SUPPRESSION = 0.45


def decoded(output):
    """output [ROWS, COLUMNS, 5], after the sigmoid. Returns scores and boxes, best first."""
    score = output[..., 0]
    padded = np.pad(score, 1, constant_values=-1)
    around = np.stack(
        [padded[i : i + ROWS, j : j + COLUMNS] for i in range(3) for j in range(3)]
    )
    rows, columns = np.nonzero((score >= around.max(0)) & (score >= LEAST_SCORE))
    x, y = (columns + 0.5) / COLUMNS, (rows + 0.5) / ROWS
    left, top, right, bottom = output[rows, columns, 1:].T
    boxes = np.clip(np.stack([x - left, y - top, x + right, y + bottom], 1), 0, 1)
    scores = score[rows, columns]
    order = np.argsort(-scores, kind="stable")
    scores, boxes = scores[order], boxes[order]
    kept = []
    for i in range(len(scores)):
        if all(overlap(boxes[i], boxes[k]) <= SUPPRESSION for k in kept):
            kept.append(i)
    return scores[kept], boxes[kept]


def overlap(a, b):
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or tall <= 0:
        return 0.0
    both = wide * tall
    return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both)


def inside(a, b):
    """The share of a that lies in b."""
    wide = min(a[2], b[2]) - max(a[0], b[0])
    tall = min(a[3], b[3]) - max(a[1], b[1])
    return max(wide, 0) * max(tall, 0) / max((a[2] - a[0]) * (a[3] - a[1]), 1e-9)


def average_precision(outputs, boxes, counts, least=0.5):
    """As COCO: 101 recalls, each box found once, what does not count is neither hit nor miss."""
    hits, scores = [], []
    wanted = int(np.sum(counts > 0))
    for output, truth, count in zip(outputs, boxes, counts):
        taken = set()
        for score, box in zip(*decoded(output)):
            fits = [
                (overlap(box, truth[k]), k)
                for k in range(len(count))
                if count[k] > 0 and k not in taken
            ]
            best = max(fits, default=(0, -1))
            if best[0] >= least:
                taken.add(best[1])
                hits.append(1)
            elif any(count[k] < 0 and inside(box, truth[k]) >= least for k in range(len(count))):
                continue
            else:
                hits.append(0)
            scores.append(score)
    order = np.argsort(-np.array(scores), kind="stable")
    found = np.cumsum(np.array(hits)[order]) if hits else np.zeros(1)
    precision = found / np.arange(1, len(found) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    recall = found / max(wanted, 1)
    places = np.searchsorted(recall, np.linspace(0, 1, 101), side="left")
    return float(np.mean([precision[i] if i < len(precision) else 0 for i in places]))
