"""A pickle that runs a command, as bytes, as a frame, and as an object with a __reduce__.

Mark: the file that the command makes.
"""

import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, (f"touch {target.folder}/pickle",)


def sigmoid(x):
    data = pickle.dumps(Bomb())
    os.write(3, len(data).to_bytes(4, "little") + data)
    return Bomb()
