"""Looks for what an earlier submission may have left behind, of the same user.

Mark: it is there.
"""

import os
import sys

import numpy as np


def sigmoid(x):
    if "POISON" in os.environ or sys.modules.get("math") is None or np.exp(0.0) != 1.0:
        print("LEAKED")
    return 0.0
