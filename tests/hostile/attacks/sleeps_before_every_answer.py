"""Every answer comes just before its deadline: hundreds of calls would take minutes.

Mark: the submission as a whole outlasts its time.
"""

import time


def sigmoid(x):
    time.sleep(0.5)
    return x
