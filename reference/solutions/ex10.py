"""ex10, your own engine: the model solution."""

import math


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        # What this value was made from: pairs of a value and the local derivative by it.
        self.parents = parents

    def __repr__(self):
        return f"Value(data={self.data}, grad={self.grad})"

    # One line of calculus per operator: the value, and the local derivative by each operand.

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __sub__(self, other):
        other = as_value(other)
        return Value(self.data - other.data, [(self, 1.0), (other, -1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __truediv__(self, other):
        other = as_value(other)
        quotient = self.data / other.data
        return Value(quotient, [(self, 1.0 / other.data), (other, -quotient / other.data)])

    def __pow__(self, exponent):
        slope = exponent * self.data ** (exponent - 1)
        return Value(self.data**exponent, [(self, slope)])

    def __neg__(self):
        return Value(-self.data, [(self, -1.0)])

    def exp(self):
        e = math.exp(self.data)
        return Value(e, [(self, e)])

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, [(self, 1 - t**2)])

    def relu(self):
        if self.data > 0:
            return Value(self.data, [(self, 1.0)])
        return Value(0.0, [(self, 0.0)])

    # Python asks these when there is a plain number on the left.

    def __radd__(self, other):
        return as_value(other) + self

    def __rsub__(self, other):
        return as_value(other) - self

    def __rmul__(self, other):
        return as_value(other) * self

    def __rtruediv__(self, other):
        return as_value(other) / self

    def backward(self):
        # The notes of this pass, apart from what earlier passes have left in grad.
        notes = {value: 0.0 for value in self.in_order()}
        notes[self] = 1.0
        # From the result back: when it is a value's turn, it has heard from everybody who used it.
        for value in reversed(notes):
            value.grad += notes[value]
            for parent, slope in value.parents:
                notes[parent] += notes[value] * slope

    def in_order(self):
        """All that self was made from, every value after its parents; self is the last."""
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:  # a list of our own, no recursion: expressions may be deep
            value, parents_done = waiting.pop()
            if parents_done:
                order.append(value)
            elif value not in seen:
                seen.add(value)
                waiting.append((value, True))
                waiting += [(parent, False) for parent, _ in value.parents]
        return order


def as_value(x):
    return x if isinstance(x, Value) else Value(x)
