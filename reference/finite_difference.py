"""Numerical derivatives that know how wrong they may be.

Central differences with the steps t = h, h/2 and h/4, combined by Richardson extrapolation:

    d(t) = (f(x+t) − f(x−t)) / 2t
    r₁ = (4·d(h/2) − d(h)) / 3
    r₂ = (4·d(h/4) − d(h/2)) / 3

r₂ is the estimate.  Its distance to r₁ tells what the extrapolation has not removed, and rounding
is magnified by 1/h, so the absolute error is bounded by

    4·|r₂ − r₁| + h/4·|c₂ − c₁| + 16·u·max(|f|, |x|, |x·f′|) / h

where c₁ and c₂ are the curvatures extrapolated in the same way.  They agree closely if f is smooth;
a kink within the step, wherever it lies, moves them or the slopes apart by more than it spoils r₂.

Nothing here uses the engine, so each can find the other's mistakes.  It is no judge of last resort:
at a saturated sigmoid the error is as large as the derivative, which is why it is reported.

Source: Richardson 1911; Press et al., Numerical Recipes, 3rd ed., section 5.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from reference.rounding import UNIT_ROUNDOFF, Ambiguous, Bounded, Floats

# Relative to max(1, |x|).  Larger steps miss what f does, smaller ones drown in rounding.
STEP = 2.0**-7


@dataclass(frozen=True, slots=True)
class Estimate:
    """A numerical derivative and a bound on its absolute error, element by element.

    ``smooth`` is False where f has a kink or a pole within a step of x: then the value is useless.
    """

    value: Floats
    error: Floats
    smooth: bool

    def bounded(self) -> Bounded:
        """The same for the acceptance criterion, with the error in units of u.

        Raises Ambiguous where f is not smooth.
        """
        if not self.smooth:
            raise Ambiguous("f is not smooth within a step of x")
        return Bounded(self.value, self.error / UNIT_ROUNDOFF)


def derivative(f: Callable[[Any], Any], x: Any) -> Estimate:
    """f′ at every element of x, for a function that acts on every element by itself: x's shape."""
    at = np.asarray(x, float)
    h = _step(at)
    return _along(lambda t: f(_like(x, at + t * h)), h, at)


def gradient(f: Callable[[Any], Any], x: Any) -> Estimate:
    """All partial derivatives of a scalar function at x, one coordinate at a time: x's shape.

    Raises ValueError if f does not return a scalar.
    """
    slopes = jacobian(f, x)
    if slopes.value.shape != np.shape(x):
        extra = slopes.value.shape[: slopes.value.ndim - np.ndim(x)]
        raise ValueError(f"a gradient belongs to a scalar, but f returned shape {extra}")
    return slopes


def jacobian(f: Callable[[Any], Any], x: Any) -> Estimate:
    """∂f_i/∂x_j, of shape (shape of f's result) + (shape of x)."""
    at = np.asarray(x, float)
    columns = []
    for place in np.ndindex(at.shape):
        direction = np.zeros(at.shape)
        direction[place] = 1.0
        columns.append(_towards(f, x, direction, _step(at[place]), abs(at[place])))
    shape = (*(columns[0].value.shape if columns else ()), *at.shape)
    value, error = (
        np.stack(parts, -1).reshape(shape) if parts else np.zeros(shape)
        for parts in ([c.value for c in columns], [c.error for c in columns])
    )
    return Estimate(value, error, all(column.smooth for column in columns))


def directional(f: Callable[[Any], Any], x: Any, direction: Any) -> Estimate:
    """d/dt f(x + t·direction) at t = 0: how f changes along a direction, with f's own shape."""
    along, at = np.asarray(direction, float), np.asarray(x, float)
    length = float(np.max(np.abs(along), initial=0.0))
    if length == 0:
        raise ValueError("a direction has a length")
    size = float(np.max(np.abs(at), initial=0.0))
    # By a power of two no new rounding enters.
    return _towards(f, x, along, _step(size) / _power_of_two(length), size / length)


def _power_of_two(x: Any) -> Any:
    """The next power of two from x upwards."""
    return np.exp2(np.ceil(np.log2(x)))


def _step(x: Any) -> Any:
    """h, a power of two, so that x ± h is nearly exact."""
    return STEP * _power_of_two(np.maximum(1.0, np.abs(x)))


def _like(x: Any, moved: Any) -> Any:
    """The moved point as a float or an array, whatever x is."""
    return moved if np.ndim(x) else float(moved)


def _towards(f: Callable[[Any], Any], x: Any, direction: Floats, h: Any, size: Any) -> Estimate:
    at = np.asarray(x, float)
    return _along(lambda t: f(_like(x, at + t * h * direction)), h, size)


def _along(f: Callable[[float], Any], h: Any, x: Any) -> Estimate:
    """The derivative of s ↦ f(s/h) at 0; x is the size of what moves, for its rounding."""
    with np.errstate(all="ignore"):  # a pole within the step shows in the result
        middle = np.asarray(f(0.0), float)
        rise, bend, sizes = {}, {}, [np.abs(middle)]
        for t in (1.0, 0.5, 0.25):
            right, left = (np.asarray(f(side), float) for side in (t, -t))
            rise[t] = (right - left) / (2 * t * h)  # the slope
            bend[t] = ((right - middle) - (middle - left)) / (t * h)  # slope right − slope left
            sizes += [np.abs(right), np.abs(left)]
        coarse, value = (4 * rise[0.5] - rise[1]) / 3, (4 * rise[0.25] - rise[0.5]) / 3
        curvatures = (8 * bend[0.5] - bend[1]) / 3, (16 * bend[0.25] - 2 * bend[0.5]) / 3
        size = np.maximum(np.max(sizes, axis=0), np.abs(x) * np.maximum(1, np.abs(value)))
        rounding = 16 * UNIT_ROUNDOFF * size / h
        doubt = np.abs(curvatures[1] - curvatures[0])
        error = 4 * np.abs(value - coarse) + doubt / 4 + rounding
        # The slopes to the right and to the left approach each other in proportion to the step; at
        # a kink they keep their distance.
        kink = np.abs(bend[0.25]) > 0.5 * np.abs(bend[1]) + 4 * rounding
    return Estimate(np.asarray(value), np.asarray(error), bool(np.all(np.isfinite(error) & ~kink)))
