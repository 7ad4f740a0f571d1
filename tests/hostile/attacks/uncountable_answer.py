"""Answers of every odd kind: huge integers, complex numbers, half a character, NaN in tuples.

Mark: the judge breaks down.
"""

import itertools

import numpy as np

odd = itertools.cycle(
    (
        10**400,
        1j,
        "\ud800",
        (float("nan"),) * 3,
        {"": None},
        np.float16(1.0),
        np.array([], dtype=bool),
        [[1.0], [2.0, 3.0]],
        range(5),
        -(2**63),
        b"",
        ...,
    )
)


def sigmoid(x):
    return next(odd)
