"""Modules that are imported at the top and not used: threads, processes, networks, files."""

import argparse
import array
import asyncio
import atexit
import concurrent.futures
import configparser
import contextlib
import contextvars
import ctypes
import gzip
import importlib
import importlib.util
import inspect
import multiprocessing
import os
import os.path
import pathlib
import pickle
import platform
import queue
import shutil
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import traceback
import urllib.request
import weakref
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

lock = threading.Lock()
with lock, contextlib.suppress(KeyError):
    raise KeyError
here = Path("data") / "train.csv"
assert here.suffix == ".csv" and os.path.join("a", "b") and sys.version_info >= (3, 11)
assert pickle.loads(pickle.dumps([1, 2])) == [1, 2]
assert ET.fromstring("<a><b/></a>").find("b") is not None
assert inspect.signature(lambda x: x).parameters and platform.python_version()
parser = argparse.ArgumentParser()
parser.add_argument("--rate", type=float, default=0.1)
assert parser.parse_args([]).rate == 0.1
assert asyncio.iscoroutinefunction(asyncio.sleep) and queue.Queue().empty()
assert array.array("d", [1.0])[0] == 1.0 and weakref.ref(lock)() is lock
database = sqlite3.connect(":memory:")
assert database.execute("select 1 + 1").fetchone() == (2,)


import numpy as np


def sigmoid(x):
    small = np.exp(-np.abs(x))
    return np.where(np.asarray(x) >= 0, 1 / (1 + small), small / (1 + small))


def sigmoid_derivative(x):
    small = np.exp(-np.abs(x))
    return small / (1 + small) ** 2


def chain(outer_derivative, inner, inner_derivative, x):
    return outer_derivative(inner(x)) * inner_derivative(x)


def along_path(local_derivatives):
    return np.prod(local_derivatives)


def over_paths(paths):
    total = 0.0
    for path in paths:
        total += np.prod(path)
    return total


def neuron_gradient(w, b, x, target):
    z = w @ x + b
    small = np.exp(-abs(z))
    s = 1 / (1 + small) if z >= 0 else small / (1 + small)
    note = 2 * (s - target) * small / (1 + small) ** 2
    return note * x, note
