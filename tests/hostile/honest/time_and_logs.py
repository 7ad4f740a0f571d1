"""Times, dates in every format, logging and warnings."""

import calendar
import datetime
import logging
import logging.handlers
import time
import timeit
import warnings
from datetime import date, timedelta, timezone
from zoneinfo import ZoneInfo  # noqa: F401

parsed = datetime.datetime.strptime("2024-02-29 12:34:56", "%Y-%m-%d %H:%M:%S")
assert parsed.strftime("%j") == "060" and parsed.isocalendar().week == 9
assert datetime.datetime.fromisoformat("2024-01-01T00:00:00+09:00").tzinfo
assert (date(2024, 3, 1) - timedelta(days=1)).day == 29 and calendar.isleap(2024)
assert datetime.datetime.now(timezone.utc) and time.strptime("12", "%H").tm_hour == 12
started = time.perf_counter()
time.sleep(0.001)
assert time.perf_counter() > started and time.time() > 0 and time.process_time() >= 0
assert timeit.timeit("pass", number=1) >= 0
logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger(__name__)
log.info("starting with %d functions", 6)
log.warning("a warning")
try:
    raise ValueError("caught")
except ValueError:
    log.exception("with a traceback")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    warnings.warn("nobody sees this", stacklevel=1)


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
