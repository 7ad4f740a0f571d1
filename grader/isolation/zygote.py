"""The fork server: holds NumPy and nothing else, and becomes a walled worker per submission.

Started with exec by the grader (so its memory never held a solution), with one thread, and with all
modules loaded that honest submissions import: a walled worker can open no file.  Student code
never runs in this process, only in its children, each of which is thrown away.

It obeys a socket that keeps message boundaries, one JSON object a message:

    {"fork": policy} with two descriptors (frames, output)  → {"pid": …}
    {"reap": pid}     ends that worker and waits for it      → {"status", "cpu", "memory"}

When the grader closes the socket, or dies, all workers are ended; should this process be killed,
the kernel ends them.
"""

from __future__ import annotations

import contextlib
import fcntl
import gc
import json
import linecache
import os
import random
import signal
import socket
from importlib import import_module
from typing import Any, NoReturn

import numpy as np

from . import confine, wire
from . import worker as workers

_FRAMES = 3  # the descriptor on which a worker talks
_FAILED = 97

# What honest files import: the standard library as far as it can be of use to an exercise, with the
# parts that are imported lazily, and NumPy's.
_MODULES = """
    __future__ abc argparse array ast atexit base64 bisect builtins calendar cmath codecs
    collections collections.abc colorsys configparser contextlib contextvars copy copyreg csv
    dataclasses datetime decimal difflib dis doctest enum errno fractions functools gc getpass
    glob gzip hashlib heapq hmac html inspect io itertools json keyword linecache locale
    logging logging.handlers lzma bz2 math mmap numbers operator os os.path pathlib pdb pickle
    pkgutil platform pprint profile cProfile pstats queue random re reprlib resource sched
    secrets select selectors shelve shlex shutil signal socket sqlite3 ssl stat statistics
    string stringprep struct subprocess sys sysconfig tempfile textwrap threading time timeit
    token tokenize traceback tracemalloc types typing unicodedata unittest unittest.mock
    urllib.parse urllib.request uuid warnings weakref xml.etree.ElementTree zipfile zlib
    zoneinfo asyncio concurrent.futures multiprocessing ctypes importlib importlib.metadata
    importlib.util importlib.resources graphlib _strptime encodings.idna encodings.ascii
    encodings.latin_1 encodings.utf_16 encodings.utf_32 encodings.cp932 encodings.shift_jis
    encodings.euc_jp encodings.cp1252 encodings.punycode encodings.unicode_escape
    encodings.raw_unicode_escape numpy.linalg numpy.random numpy.fft numpy.polynomial numpy.ma
    numpy.testing numpy.typing numpy.lib.stride_tricks numpy.lib.format numpy.rec numpy.char
    numpy.ctypeslib numpy.exceptions numpy.dtypes numpy.strings numpy.matlib
"""

# Code brings itself up to speed within its first runs (PEP 659): after 8 calls in Python 3.11.
_REHEARSALS, _REHEARSAL = 20, "rehearsal"
_PIECE = '''
import math
import numpy as np


def number(x):
    """One number."""
    return 1 / (1 + np.exp(-x)) + math.exp(-x)


def vector(x, n):
    return x @ x, np.outer(x, x) / n, x.sum() * np.where(x > 0, x, 0.0)


def lists(xs, parameters, name):
    total = 0.0
    for i in range(len(xs)):
        total += sum(xs[i][j] for j in range(3))
    return {**parameters, "total": [total]}


def asks(f, x):
    return f(x) * 2.0


def fails(x):
    raise ValueError("not this")
'''


def prepare() -> None:
    """Load everything that workers may need."""
    for name in _MODULES.split():
        # Not every system and version has all of them.
        with contextlib.suppress(ImportError):
            import_module(name)
    workers.prepare()
    _warm_up()
    _rehearse()


def main(numpy: str, control: str) -> None:
    """Serve the socket whose descriptor is ``control`` until it is closed."""
    channel = socket.socket(fileno=int(control))
    channel.set_inheritable(False)
    threads = _threads()
    gc.collect()
    gc.disable()
    gc.freeze()  # collections in children would copy every page
    channel.send(json.dumps({"pid": os.getpid(), "threads": threads}).encode())
    if threads == 1:  # forking with more could leave a child with a lock that nobody opens
        _serve(channel)
    os._exit(_FAILED)


def _warm_up() -> None:
    """Have NumPy do everything once that it sets up lazily."""
    square = np.ones((8, 8)) + np.eye(8)
    np.linalg.solve(square, square)
    np.linalg.eigh(square)
    np.linalg.svd(square)
    np.einsum("ij,jk->ik", square, square)
    np.random.default_rng(0).normal(size=4)
    np.random.seed(0)
    repr(square), str(square), f"{square[0, 0]:.3f}"
    with np.errstate(all="ignore"):
        np.exp(square * 1000.0), np.tanh(square), np.divide(square, 0.0)


def _rehearse() -> None:
    """Have a worker do in this process, with a piece of ours, what its children will do.

    Python prepares code the first few times it runs; what is prepared here, children find ready,
    and need not copy the memory it is prepared in.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    worker = workers.Worker(-1, nowhere, 60.0)
    worker.load([[_PIECE, None, _REHEARSAL]], set())
    array, function = np.ones(3), wire.Handle(0, "f")
    calls = [
        *("number", [[1.0]] * 2),
        *("vector", [[array, 2]] * 2),
        *("lists", [[[array, array], {"w": array, "b": 1.0}, "text"]]),
        *("asks", [[function, 1.0]] * 2),
        *("fails", [[1.0]]),
    ]
    questions = wire.frame(wire.CALLS, [False, *calls])
    told = wire.frame(wire.TOLD, 1.0)
    for _ in range(_REHEARSALS):
        worker.received = questions + told * 2
        _, asked = worker.receive()
        worker.answer(asked)
    worker.hand_over()
    os.close(nowhere)
    linecache.cache.pop(_REHEARSAL)


def _threads() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("Threads:"))


def _serve(channel: socket.socket) -> None:
    live: set[int] = set()
    me = os.getpid()
    while True:
        message, descriptors, _, _ = socket.recv_fds(channel, 1 << 16, 2)
        if not message:
            break
        match json.loads(message):
            case {"fork": policy}:
                frames, output = descriptors
                pid = os.fork()
                if pid == 0:
                    _become_worker({**policy, "parent": me}, frames, output)
                live.add(pid)
                for descriptor in descriptors:
                    os.close(descriptor)
                reply: dict[str, Any] = {"pid": pid}
            case {"reap": int(pid)} if pid in live:
                live.discard(pid)
                reply = _reaped(pid)
            case _:
                reply = {"error": "not understood"}
        channel.send(json.dumps(reply).encode())
    for pid in live:
        os.kill(pid, signal.SIGKILL)
    os._exit(0)


def _reaped(pid: int) -> dict[str, Any]:
    """End a worker; a process that is ending already keeps the status that it ends with."""
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    seconds = usage.ru_utime + usage.ru_stime
    return {"status": status, "cpu": seconds, "memory": usage.ru_maxrss * 1024}


def _become_worker(policy: dict[str, Any], frames: int, output: int) -> NoReturn:
    try:
        os.setsid()
        os.sched_setaffinity(0, policy["processors"])
        nothing = os.open(os.devnull, os.O_RDONLY)
        # Out of the way of the numbers that are given out below.
        nothing, frames, output = (_moved_up(d) for d in (nothing, frames, output))
        os.dup2(nothing, 0)
        os.dup2(output, 1)
        os.dup2(output, 2)
        os.dup2(frames, _FRAMES)
        os.closerange(_FRAMES + 1, 1 << 16)
        os.umask(0o077)
        os.chdir("/")
        for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGXFSZ):  # what Python changed
            signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        random.seed(0)
        np.random.seed(0)
        layers = confine.confine({**policy, "walls": True, "sealed": True})
        gc.enable()
        worker = workers.Worker(_FRAMES, _FRAMES, policy["seconds"])
        worker.send(wire.READY, layers)
        worker.serve()
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(_FAILED)


def _moved_up(descriptor: int) -> int:
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 16)
