"""Starts programs in every way of the standard library.

Mark: a file named after it, or a process that outlives the worker.
"""

import os
import subprocess


def sigmoid(x):
    done = []
    for start in (
        lambda: subprocess.Popen(["/bin/sh", "-c", f"touch {target.folder}/ran; sleep 600"]),
        lambda: os.system(f"touch {target.folder}/ran"),
        lambda: os.posix_spawn("/bin/sleep", ["sleep", "600"], {}),
        lambda: os.popen(f"touch {target.folder}/ran").read(),
    ):
        try:
            done.append(start())
        except OSError:
            pass
    return len(done)
