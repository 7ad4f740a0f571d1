"""Inheritance, metaclasses, descriptors, generators, context managers, pattern matching."""

import contextlib
import inspect
import sys
import traceback


class Meta(type):
    registry = []

    def __new__(mcs, name, bases, names):
        made = super().__new__(mcs, name, bases, names)
        mcs.registry.append(name)
        return made


class Positive:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        if value <= 0:
            raise ValueError(value)
        setattr(instance, self.name, value)


class Layer(metaclass=Meta):
    rate = Positive()
    __slots__ = ("_rate",)

    def __init__(self, rate=0.1):
        self.rate = rate

    def __call__(self, x):
        return x * self.rate

    def __matmul__(self, other):
        return Layer(self.rate * other.rate)


@contextlib.contextmanager
def quietly():
    with contextlib.suppress(ValueError):
        yield


def steps():
    received = yield 1
    yield from (received, 3)


with quietly():
    Layer(-1)
walk = steps()
assert next(walk) == 1 and walk.send(2) == 2 and list(walk) == [3]
assert Meta.registry == ["Layer"] and (Layer(0.5) @ Layer(0.5)).rate == 0.25
match {"kind": "relu", "slope": [0, 1]}:
    case {"kind": str(kind), "slope": [low, high]} if low < high:
        assert kind == "relu"
    case _:
        raise AssertionError
assert inspect.getsource(steps).startswith("def steps():") and steps.__module__ in sys.modules
try:
    Layer(-1)
except ValueError:
    assert "in __set__" in traceback.format_exc()
assert (count := len(Meta.registry)) == 1


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
