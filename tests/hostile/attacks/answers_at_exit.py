"""Does its evil only when everything is over: atexit, __del__, a weak reference's callback.

Mark: a file.
"""

import atexit
import weakref


class Last:
    def __del__(self):
        open(f"{target.folder}/del", "w")


last = Last()
atexit.register(lambda: open(f"{target.folder}/atexit", "w"))
weakref.finalize(last, lambda: open(f"{target.folder}/finalize", "w"))


def sigmoid(x):
    return 0.0
