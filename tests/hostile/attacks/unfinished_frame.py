"""A frame that promises a megabyte and holds one byte of it.

Mark: the judge waits for the rest.
"""

import os
import time


def sigmoid(x):
    os.write(3, (1 << 20).to_bytes(4, "little") + b"\4")
    while True:
        try:
            time.sleep(600)
        except BaseException:
            pass
