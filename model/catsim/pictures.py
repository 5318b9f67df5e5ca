"""Annotated pictures in memory: rendered ones, and folders of real ones (COCO or Pascal VOC)."""

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from .geometry import BORDER, MOST_BOXES, STORED_HEIGHT, STORED_WIDTH


class Mistake(Exception):
    """Something is wrong with what the user gave; the message says what and where."""


@dataclass
class Pictures:
    """pixels: [n, STORED_HEIGHT, STORED_WIDTH, 3], RGB. boxes: [n, MOST_BOXES, 4], left, top, right,
    bottom as parts of the picture, 0 where there is none. counts: [n, MOST_BOXES], 1 for a box to
    find, -1 for one that does not count (hardly seen, difficult, a crowd), 0 for none."""

    pixels: np.ndarray
    boxes: np.ndarray
    counts: np.ndarray

    def __len__(self):
        return len(self.pixels)


def load(folder, most=None):
    """Reads a folder: one COCO file (*.json) beside its pictures, or VOC files (*.xml)."""
    folder = Path(folder)
    if not folder.is_dir():
        raise Mistake(f"{folder} is no folder; give one with pictures and annotations")
    lists = sorted(folder.glob("*.json"))
    if len(lists) > 1:
        raise Mistake(f"{folder} holds {len(lists)} json files; keep one, with COCO's annotations")
    entries = coco(lists[0]) if lists else voc(folder)
    if not entries:
        raise Mistake(f"{folder} holds neither a COCO file (*.json) nor VOC files (*.xml)")
    entries = entries[:most]
    pixels = np.empty((len(entries), STORED_HEIGHT, STORED_WIDTH, 3), np.uint8)
    boxes = np.zeros((len(entries), MOST_BOXES, 4), np.float32)
    counts = np.zeros((len(entries), MOST_BOXES), np.float32)
    for i, (file, found) in enumerate(entries):
        place = fit(file, pixels[i])
        # The largest ones, should there be more than fit.
        found.sort(key=lambda box: -(box[2] - box[0]) * (box[3] - box[1]))
        for k, (left, top, right, bottom, count) in enumerate(found[:MOST_BOXES]):
            corners = np.array([left, top, right, bottom], np.float32)
            boxes[i, k] = np.clip(corners * place[0] + place[1], 0, 1)
            counts[i, k] = count
    return Pictures(pixels, boxes, counts)


def fit(file, target):
    """Writes a picture, in its own shape and with a border, into target; returns factor and shift
    that bring its pixels to parts of target."""
    try:
        with Image.open(file) as image:
            # As it is shown, and was annotated: telephones store pictures lying.
            image = ImageOps.exif_transpose(image).convert("RGB")
    except OSError as e:
        raise Mistake(f"{file}: no readable picture ({e})") from e
    scale = min(STORED_WIDTH / image.width, STORED_HEIGHT / image.height)
    width, height = round(image.width * scale), round(image.height * scale)
    if (width, height) != image.size:
        image = image.resize((width, height), Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR)
    left, top = (STORED_WIDTH - width) // 2, (STORED_HEIGHT - height) // 2
    target[:] = BORDER
    target[top : top + height, left : left + width] = np.asarray(image)
    size = np.array([STORED_WIDTH, STORED_HEIGHT] * 2, np.float32)
    return scale / size, np.array([left, top] * 2, np.float32) / size


def coco(file):
    """Cats of a COCO file: one of its categories must be called cat."""
    try:
        found = json.loads(file.read_text())
        cats = {c["id"] for c in found["categories"] if c["name"] == "cat"}
        entries = {i["id"]: (file.parent / i["file_name"], []) for i in found["images"]}
        for a in found["annotations"]:
            if a["category_id"] in cats:
                x, y, width, height = a["bbox"]
                count = -1 if a.get("iscrowd") else 1
                entries[a["image_id"]][1].append([x, y, x + width, y + height, count])
    except (KeyError, TypeError, ValueError) as e:
        raise Mistake(f"{file}: no COCO annotations ({type(e).__name__}: {e})") from e
    if not cats:
        raise Mistake(f"{file}: none of its categories is called cat")
    return list(entries.values())


def voc(folder):
    """Cats of Pascal VOC files: one a picture, objects named cat."""
    entries = []
    for file in sorted(folder.glob("*.xml")):
        try:
            root = ElementTree.parse(file).getroot()
            boxes = []
            for thing in root.iter("object"):
                if thing.findtext("name") == "cat":
                    box = thing.find("bndbox")
                    corners = [float(box.findtext(n)) for n in ("xmin", "ymin", "xmax", "ymax")]
                    # VOC counts pixels from 1 and includes the last one.
                    corners[0] -= 1
                    corners[1] -= 1
                    count = -1 if thing.findtext("difficult") == "1" else 1
                    boxes.append(corners + [count])
            entries.append((folder / root.findtext("filename"), boxes))
        except (ElementTree.ParseError, AttributeError, TypeError, ValueError) as e:
            raise Mistake(f"{file}: no VOC annotation ({type(e).__name__}: {e})") from e
    return entries


def joined(parts):
    """Several sets as one."""
    if len(parts) == 1:
        return parts[0]
    return Pictures(
        np.concatenate([p.pixels for p in parts]),
        np.concatenate([p.boxes for p in parts]),
        np.concatenate([p.counts for p in parts]),
    )
