"""Numerical derivatives that know how wrong they may be.

Central differences with the steps h, h/2 and h/4, combined by Richardson extrapolation:

    d(h) = (f(x+h) − f(x−h)) / 2h        r(h) = (4·d(h/2) − d(h)) / 3

r(h/2) is the estimate; its distance to r(h) bounds what truncation may have left, and a rounding
term is added.  It is computed without the engine, so each can find the other's mistakes.

Source: acceptance is never left to a numerical derivative alone: near saturation its error is as
large as the derivative itself, which is why the error is part of the result.  Richardson 1911;
Press et al., Numerical Recipes, 3rd ed., section 5.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from reference.rounding import UNIT_ROUNDOFF

Floats: TypeAlias = npt.NDArray[np.float64]

STEP = 2.0**-6  # relative to max(1, |x|); a power of two, so that x ± h is nearly exact


@dataclass(frozen=True, slots=True)
class Estimate:
    """A numerical derivative, a bound on its absolute error, and whether f was smooth there.

    ``value`` and ``error`` have the shape of what was differentiated.
    """

    value: Floats
    error: Floats
    smooth: bool


def derivative(f: Callable[[Any], Any], x: Any) -> Estimate:
    """f′ at every element of x, for a function that acts on every element by itself."""
    at = np.asarray(x, float)
    h = STEP * np.exp2(np.ceil(np.log2(np.maximum(1.0, np.abs(at)))))
    return _along(lambda t: np.asarray(f(_like(x, at + t * h)), float), h, at)


def gradient(f: Callable[[Any], Any], x: Any) -> Estimate:
    """All partial derivatives of a scalar function at the array x, one coordinate at a time."""
    at = np.asarray(x, float)
    parts = []
    for place in np.ndindex(at.shape):
        here = np.zeros(at.shape)
        here[place] = STEP * np.exp2(np.ceil(np.log2(max(1.0, abs(at[place])))))
        parts.append(
            _along(
                lambda t, here=here: np.asarray(f(at + t * here), float),  # type: ignore[misc]
                here[place],
                at[place],
            )
        )
    return Estimate(
        np.array([part.value for part in parts]).reshape(at.shape),
        np.array([part.error for part in parts]).reshape(at.shape),
        all(part.smooth for part in parts),
    )


def _like(x: Any, value: Floats) -> Any:
    """The moved point in the form in which f is used to being asked."""
    return float(value) if isinstance(x, float) else value


def _along(f: Callable[[float], Floats], h: Any, x: Any) -> Estimate:
    """The derivative of f(x + t·h) with respect to the moved coordinate, at t = 0."""
    middle = f(0.0)
    sides = [(f(t), f(-t)) for t in (1.0, 0.5, 0.25)]
    d1, d2, d4 = (
        (right - left) / (2 * t * h)
        for t, (right, left) in zip((1.0, 0.5, 0.25), sides, strict=True)
    )
    coarse, fine = (4 * d2 - d1) / 3, (4 * d4 - d2) / 3
    size = np.max([np.abs(value) for pair in sides for value in pair], axis=0)
    rounding = 32 * UNIT_ROUNDOFF * (size + np.abs(x * fine)) / h
    error = 4 * np.abs(fine - coarse) + rounding
    # At a kink the slopes to the right and to the left keep their distance however small the step.
    wide, narrow = (
        np.abs((right - middle) - (middle - left)) / (t * h)
        for t, (right, left) in ((1.0, sides[0]), (0.25, sides[2]))
    )
    smooth = bool(np.all(narrow <= 0.5 * wide + 4 * rounding))
    return Estimate(np.asarray(fine), np.asarray(error), smooth)
