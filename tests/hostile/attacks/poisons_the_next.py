"""Leaves something in every module and in the environment, for the next submission to trip over.

Mark: the next submission loses points or finds it.
"""

import os
import sys

import numpy as np


def sigmoid(x):
    raise RuntimeError


os.environ["POISON"] = "1"
sys.modules["numpy"].exp = sys.modules["numpy"].where = lambda *_: 0.5
sys.modules["math"] = sys.modules["random"] = None
np.core = np.float64 = None
sys.path.insert(0, target.folder)
sys.setrecursionlimit(60)
sys.meta_path.clear()
