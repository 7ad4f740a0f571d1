"""Functions to walk on: the losses that exercises hand to a student's function.

Each is made from a few numbers, smooth, and couples its coordinates, so that moving one knob is
felt by the others.  They compute with whatever arithmetic they are given (floats, graph nodes,
values with error bounds); the docstring is how a person is shown the function.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Landscape = Callable[[Any], Any]


def cubic(a: Array, b: Array, c: float) -> Landscape:
    """f(x) = Σ aᵢxᵢ³ + Σ bᵢxᵢ² + c·(Σ xᵢ)², a = {a}, b = {b}, c = {c}"""

    def f(x: Any) -> Any:
        if np.shape(x) != np.shape(a):
            raise ValueError(f"f takes an array of shape {np.shape(a)}, not {np.shape(x)}")
        return (a * x**3).sum() + (b * x**2).sum() + c * x.sum() ** 2

    return f


def bowl(b: Array, c: float) -> Landscape:
    """f(x) = Σ bᵢxᵢ² + c·(Σ xᵢ)², b = {b}, c = {c}"""
    return cubic(np.zeros_like(b), b, c)


def bowl_slopes(b: Array, centre: Array) -> Landscape:
    """∂f/∂xᵢ = bᵢ·(xᵢ − mᵢ), b = {b}, m = {centre}"""

    def gradient(x: Any) -> Any:
        if np.shape(x) != np.shape(b):
            raise ValueError(f"gradient_of takes shape {np.shape(b)}, not {np.shape(x)}")
        return b * (x - centre)

    return gradient


def valleys(a: Array, tilt: float) -> Landscape:
    """f(x) = Σ aᵢ·(xᵢ² − 1)² + c·Σ xᵢ, a = {a}, c = {tilt}"""

    def f(x: Any) -> Any:
        if np.shape(x) != np.shape(a):
            raise ValueError(f"loss takes an array of shape {np.shape(a)}, not {np.shape(x)}")
        return (a * (x**2 - 1) ** 2).sum() + tilt * x.sum()

    return f


def valleys_slopes(a: Array, tilt: float) -> Landscape:
    """∂f/∂xᵢ = 4·aᵢ·xᵢ·(xᵢ² − 1) + c, a = {a}, c = {tilt}"""

    def gradient(x: Any) -> Any:
        if np.shape(x) != np.shape(a):
            raise ValueError(f"gradient_of takes shape {np.shape(a)}, not {np.shape(x)}")
        return 4 * a * x * (x**2 - 1) + tilt

    return gradient
