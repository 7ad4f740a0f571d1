"""SIGSTOP to itself: a process that neither works nor ends.

Mark: the judge does not come back.
"""

import os
import signal


def sigmoid(x):
    os.kill(os.getpid(), signal.SIGSTOP)
