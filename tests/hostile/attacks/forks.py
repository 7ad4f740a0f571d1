"""Forks until something gives.

Mark: a process that outlives the worker.
"""

import os
import time


def sigmoid(x):
    if os.fork() == 0:
        os.setsid()
        time.sleep(600)
    return os.getpid()
