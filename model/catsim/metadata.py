"""TensorFlow Lite metadata: what the picture's numbers mean, the licence, and the class names.

Field numbers are those of `metadata_schema.fbs` in tflite-support (identifier M001); its Python classes
are in no package that TensorFlow brings, so the few tables are built by hand."""

import io
import zipfile

import flatbuffers
from tensorflow.lite.python import schema_py_generated as schema

BUFFER = "TFLITE_METADATA"
LABELS = "labelmap.txt"
MEAN = DEVIATION = 127.5

NORMALIZATION_OPTIONS = 1
TENSOR_AXIS_LABELS = 2


def table(builder, fields):
    """Builds a table; fields: {number: (kind, value)} with values built before."""
    builder.StartObject(max(fields) + 1)
    for number, (kind, value) in fields.items():
        if kind == "offset":
            builder.PrependUOffsetTRelativeSlot(number, value, 0)
        else:
            builder.PrependInt8Slot(number, value, 0)
    return builder.EndObject()


def offsets(builder, items):
    builder.StartVector(4, len(items), 4)
    for item in reversed(items):
        builder.PrependUOffsetTRelative(item)
    return builder.EndVector()


def floats(builder, numbers):
    builder.StartVector(4, len(numbers), 4)
    for number in reversed(numbers):
        builder.PrependFloat32(number)
    return builder.EndVector()


def metadata(description, version):
    b = flatbuffers.Builder(1024)
    options = table(b, {0: ("offset", floats(b, [MEAN])), 1: ("offset", floats(b, [DEVIATION]))})
    unit = table(b, {0: ("byte", NORMALIZATION_OPTIONS), 1: ("offset", options)})
    units = offsets(b, [unit])
    name = b.CreateString("image")
    about = b.CreateString("the picture: red, green, blue")
    picture = table(b, {0: ("offset", name), 1: ("offset", about), 4: ("offset", units)})
    label_name = b.CreateString(LABELS)
    labels = table(b, {0: ("offset", label_name), 2: ("byte", TENSOR_AXIS_LABELS)})
    files = offsets(b, [labels])
    name = b.CreateString("cells")
    about = b.CreateString(
        "for each cell: score, and distances from its centre to the box's left, top, right, bottom"
        " as parts of the picture"
    )
    cells = table(b, {0: ("offset", name), 1: ("offset", about), 6: ("offset", files)})
    inputs, outputs = offsets(b, [picture]), offsets(b, [cells])
    subgraph = table(b, {2: ("offset", inputs), 3: ("offset", outputs)})
    subgraphs = offsets(b, [subgraph])
    texts = [b.CreateString(t) for t in ("cat-sim", description, version, "cat-follow", "Apache-2.0")]
    model = table(
        b,
        {
            0: ("offset", texts[0]),
            1: ("offset", texts[1]),
            2: ("offset", texts[2]),
            3: ("offset", subgraphs),
            4: ("offset", texts[3]),
            5: ("offset", texts[4]),
        },
    )
    b.Finish(model, b"M001")
    return bytes(b.Output())


def with_metadata(model, description, version, labels):
    """The bytes of a model with metadata inside and labels appended as a zip archive."""
    parsed = schema.ModelT.InitFromPackedBuf(bytearray(model), 0)
    buffer = schema.BufferT()
    buffer.data = list(metadata(description, version))
    parsed.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name = BUFFER
    entry.buffer = len(parsed.buffers) - 1
    parsed.metadata = (parsed.metadata or []) + [entry]
    builder = flatbuffers.Builder(len(model) + 4096)
    builder.Finish(parsed.Pack(builder), b"TFL3")
    file = io.BytesIO()
    file.write(builder.Output())
    with zipfile.ZipFile(file, "a") as archive:
        # A date of its own would give another file each time.
        archive.writestr(zipfile.ZipInfo(LABELS, (1980, 1, 1, 0, 0, 0)), "\n".join(labels) + "\n")
    return file.getvalue()
