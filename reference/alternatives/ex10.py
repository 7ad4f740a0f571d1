"""ex10: right answers, written differently."""

import heapq
import itertools
import math
import sys

import numpy as np


class Value:
    class closures:
        """every operator leaves a function behind that hands its note back"""

        def __init__(self, data, children=()):
            self.data = data
            self.grad = 0
            self._backward = lambda: None
            self._prev = set(children)

        def __add__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            out = Value(self.data + other.data, (self, other))

            def _backward():
                self.grad += out.grad
                other.grad += out.grad

            out._backward = _backward
            return out

        def __mul__(self, other):
            other = other if isinstance(other, Value) else Value(other)
            out = Value(self.data * other.data, (self, other))

            def _backward():
                self.grad += other.data * out.grad
                other.grad += self.data * out.grad

            out._backward = _backward
            return out

        def __pow__(self, n):
            out = Value(self.data**n, (self,))

            def _backward():
                self.grad += n * self.data ** (n - 1) * out.grad

            out._backward = _backward
            return out

        def exp(self):
            out = Value(math.exp(self.data), (self,))

            def _backward():
                self.grad += out.data * out.grad

            out._backward = _backward
            return out

        def tanh(self):
            e = math.exp(2 * self.data)
            out = Value((e - 1) / (e + 1), (self,))

            def _backward():
                self.grad += (1 - out.data**2) * out.grad

            out._backward = _backward
            return out

        def relu(self):
            out = Value(self.data if self.data > 0 else 0, (self,))

            def _backward():
                self.grad += (out.data > 0) * out.grad

            out._backward = _backward
            return out

        def backward(self):
            order, visited, stack = [], set(), [(self, iter(self._prev))]
            visited.add(self)
            while stack:
                v, children = stack[-1]
                for child in children:
                    if child not in visited:
                        visited.add(child)
                        stack.append((child, iter(child._prev)))
                        break
                else:
                    order.append(v)
                    stack.pop()
            self.grad = 1
            for v in reversed(order):
                v._backward()

        def __neg__(self):
            return self * -1

        def __sub__(self, other):
            return self + (-other)

        def __truediv__(self, other):
            return self * other**-1

        def __radd__(self, other):
            return self + other

        def __rsub__(self, other):
            return other + (-self)

        def __rmul__(self, other):
            return self * other

        def __rtruediv__(self, other):
            return other * self**-1

        def __repr__(self):
            return f"Value(data={self.data}, grad={self.grad})"

    class counting_the_uses:
        """Kahn's algorithm: a value's turn comes when all of its uses have reported"""

        __slots__ = ("data", "grad", "made_from")

        def __init__(self, data, *made_from):
            self.data, self.grad, self.made_from = float(data), 0.0, made_from

        @staticmethod
        def of(x):
            return x if type(x) is Value else Value(x)

        def __add__(self, other):
            other = Value.of(other)
            return Value(self.data + other.data, (self, 1), (other, 1))

        def __sub__(self, other):
            other = Value.of(other)
            return Value(self.data - other.data, (self, 1), (other, -1))

        def __mul__(self, other):
            other = Value.of(other)
            return Value(self.data * other.data, (self, other.data), (other, self.data))

        def __truediv__(self, other):
            other = Value.of(other)
            q = self.data / other.data
            return Value(q, (self, 1 / other.data), (other, -q / other.data))

        def __radd__(self, other):
            return Value.of(other) + self

        def __rsub__(self, other):
            return Value.of(other) - self

        def __rmul__(self, other):
            return Value.of(other) * self

        def __rtruediv__(self, other):
            return Value.of(other) / self

        def __pow__(self, n):
            return Value(
                self.data**n,
                (self, n * self.data**n / self.data if self.data else n * 0.0 ** (n - 1)),
            )

        def __neg__(self):
            return Value(-self.data, (self, -1))

        def exp(self):
            return Value(math.exp(self.data), (self, math.exp(self.data)))

        def tanh(self):
            return Value(math.tanh(self.data), (self, 1 / math.cosh(self.data) ** 2))

        def relu(self):
            return Value(max(self.data, 0), (self, int(self.data >= 0)))

        def backward(self):
            uses, found = {}, [self]
            while found:
                for parent, _ in found.pop().made_from:
                    if id(parent) not in uses:
                        uses[id(parent)] = 0
                        found.append(parent)
                    uses[id(parent)] += 1
            notes, ready = {id(self): 1.0}, [self]
            while ready:
                value = ready.pop()
                note = notes.pop(id(value))
                value.grad += note
                for parent, slope in value.made_from:
                    key = id(parent)
                    notes[key] = notes.get(key, 0.0) + note * slope
                    uses[key] -= 1
                    if uses[key] == 0:
                        ready.append(parent)

    class youngest_first:
        """every value is born with a number, and the youngest hands back first"""

        births = itertools.count()

        def __init__(self, data, parents=(), slopes=()):
            self.data, self.grad = data, 0.0
            self.parents, self.slopes = parents, slopes
            self.number = next(Value.births)

        def _new(self, data, *pairs):
            return Value(data, [p for p, _ in pairs], [s for _, s in pairs])

        def __add__(self, other):
            if not isinstance(other, Value):
                return self._new(self.data + other, (self, 1.0))
            return self._new(self.data + other.data, (self, 1.0), (other, 1.0))

        def __mul__(self, other):
            if not isinstance(other, Value):
                return self._new(self.data * other, (self, other))
            return self._new(self.data * other.data, (self, other.data), (other, self.data))

        def __sub__(self, other):
            return self + other * -1

        def __truediv__(self, other):
            if not isinstance(other, Value):
                return self._new(self.data / other, (self, 1 / other))
            return self * (1 / other)

        __radd__ = __add__
        __rmul__ = __mul__

        def __rsub__(self, number):
            return self._new(number - self.data, (self, -1.0))

        def __rtruediv__(self, number):
            return self._new(number / self.data, (self, -number / self.data**2))

        def __neg__(self):
            return 0 - self

        def __pow__(self, n):
            return self._new(self.data**n, (self, n * self.data ** (n - 1)))

        def exp(self):
            return self._new(math.e**self.data, (self, math.e**self.data))

        def tanh(self):
            up, down = math.exp(self.data), math.exp(-self.data)
            t = (up - down) / (up + down)
            return self._new(t, (self, (1 - t) * (1 + t)))

        def relu(self):
            positive = self.data > 0
            return self._new(self.data * positive, (self, positive))

        def backward(self):
            notes, heap = {self: 1.0}, [(-self.number, self)]
            while heap:
                _, value = heapq.heappop(heap)
                note = notes[value]
                value.grad = value.grad + note
                for parent, slope in zip(value.parents, value.slopes):
                    if parent not in notes:
                        notes[parent] = 0.0
                        heapq.heappush(heap, (-parent.number, parent))
                    notes[parent] += note * slope

        def __lt__(self, other):
            return self.number < other.number

    class recursion_with_a_higher_limit:
        """recursive, after asking Python for more room; numpy scalars; printing"""

        def __init__(self, data, parents=()):
            self.data = np.float64(data)
            self.grad = np.float64(0.0)
            self.parents = parents
            self.push = None

        def _from(self, data, push, *parents):
            out = Value(data, parents)
            out.push = push
            return out

        def __add__(self, other):
            other = as_value(other)
            return self._from(self.data + other.data, lambda g: (g, g), self, other)

        def __mul__(self, other):
            other = as_value(other)
            return self._from(
                self.data * other.data, lambda g: (g * other.data, g * self.data), self, other
            )

        def __truediv__(self, other):
            other = as_value(other)
            return self._from(
                self.data / other.data,
                lambda g: (g / other.data, -g * self.data / other.data**2),
                self,
                other,
            )

        def __neg__(self):
            return self._from(-self.data, lambda g: (-g,), self)

        def __sub__(self, other):
            return self + (-as_value(other))

        def __radd__(self, other):
            return as_value(other) + self

        def __rsub__(self, other):
            return as_value(other) - self

        def __rmul__(self, other):
            return as_value(other) * self

        def __rtruediv__(self, other):
            return as_value(other) / self

        def __pow__(self, n):
            return self._from(self.data**n, lambda g: (g * n * self.data ** (n - 1),), self)

        def exp(self):
            return self._from(np.exp(self.data), lambda g: (g * np.exp(self.data),), self)

        def tanh(self):
            return self._from(
                np.tanh(self.data), lambda g: (g * (1 - np.tanh(self.data) ** 2),), self
            )

        def relu(self):
            return self._from(
                np.maximum(self.data, 0), lambda g: (np.where(self.data > 0, g, 0.0),), self
            )

        def backward(self):
            sys.setrecursionlimit(100_000)
            order, visited = [], set()

            def visit(value):
                if id(value) in visited:
                    return
                visited.add(id(value))
                for parent in value.parents:
                    visit(parent)
                order.append(value)

            visit(self)
            print("going back through", len(order), "values")
            notes = {id(value): 0.0 for value in order}
            notes[id(self)] = 1.0
            for value in order[::-1]:
                value.grad += notes[id(value)]
                if value.push is not None:
                    for parent, note in zip(value.parents, value.push(notes[id(value)])):
                        notes[id(parent)] += note

    class marks_on_the_values:
        """no set: every value carries a mark of the pass that has seen it"""

        passes = 0

        def __init__(self, data, edges=()):
            self.data, self.edges = data, edges
            self.grad, self.mark, self.note = 0.0, 0, 0.0

        def unary(self, data, slope):
            return Value(data, ((self, slope),))

        def __add__(self, other):
            other = as_value(other)
            return Value(self.data + other.data, ((self, 1), (other, 1)))

        def __mul__(self, other):
            other = as_value(other)
            return Value(self.data * other.data, ((self, other.data), (other, self.data)))

        def __pow__(self, n):
            if n == 2:
                return self * self
            return self.unary(self.data**n, n * self.data ** (n - 1))

        def exp(self):
            return self.unary(float(np.exp(self.data)), float(np.exp(self.data)))

        def tanh(self):
            # tanh(x) = 1 − 2 / (e²ˣ + 1)
            two = Value(2.0)
            return 1 - two / ((two * self).exp() + 1)

        def relu(self):
            return self * (1.0 if self.data > 0 else 0.0)

        def __neg__(self):
            return self.unary(-self.data, -1)

        def __sub__(self, other):
            other = as_value(other)
            return Value(self.data - other.data, [(self, 1), (other, -1)])

        def __truediv__(self, other):
            return self * as_value(other) ** -1

        def __radd__(self, other):
            return self.__add__(other)

        def __rmul__(self, other):
            return self.__mul__(other)

        def __rsub__(self, other):
            return -self + other

        def __rtruediv__(self, other):
            return self**-1 * other

        def backward(self):
            Value.passes += 1
            order, waiting = [], [(self, 0)]
            self.mark = Value.passes
            while waiting:
                value, done = waiting.pop()
                if done == len(value.edges):
                    order.append(value)
                    continue
                waiting.append((value, done + 1))
                parent = value.edges[done][0]
                if parent.mark != Value.passes:
                    parent.mark, parent.note = Value.passes, 0.0
                    waiting.append((parent, 0))
            self.note = 1.0
            while order:
                value = order.pop()
                value.grad += value.note
                for parent, slope in value.edges:
                    parent.note += value.note * slope

    class single_precision:
        """in float32"""

        def __init__(self, data, parents=()):
            self.data = np.float32(data)
            self.grad = np.float32(0)
            self.parents = [(parent, np.float32(slope)) for parent, slope in parents]

        def __add__(self, other):
            other = as_value(other)
            return Value(self.data + other.data, ((self, 1), (other, 1)))

        def __sub__(self, other):
            other = as_value(other)
            return Value(self.data - other.data, ((self, 1), (other, -1)))

        def __mul__(self, other):
            other = as_value(other)
            return Value(self.data * other.data, ((self, other.data), (other, self.data)))

        def __truediv__(self, other):
            other = as_value(other)
            q = self.data / other.data
            return Value(q, ((self, 1 / other.data), (other, -q / other.data)))

        __radd__, __rmul__ = __add__, __mul__

        def __rsub__(self, other):
            return as_value(other) - self

        def __rtruediv__(self, other):
            return as_value(other) / self

        def __neg__(self):
            return Value(-self.data, ((self, -1),))

        def __pow__(self, n):
            n = np.float32(n)
            return Value(self.data**n, ((self, n * self.data ** (n - 1)),))

        def exp(self):
            e = np.exp(self.data)
            return Value(e, ((self, e),))

        def tanh(self):
            t = np.tanh(self.data)
            return Value(t, ((self, 1 - t * t),))

        def relu(self):
            return Value(np.maximum(self.data, 0), ((self, self.data > 0),))

        def backward(self):
            order, seen, waiting = [], set(), [(self, False)]
            while waiting:
                value, ready = waiting.pop()
                if ready:
                    order.append(value)
                elif value not in seen:
                    seen.add(value)
                    waiting.append((value, True))
                    waiting.extend((parent, False) for parent, _ in value.parents)
            notes = dict.fromkeys(order, np.float32(0))
            notes[self] = np.float32(1)
            for value in reversed(order):
                value.grad += notes[value]
                for parent, slope in value.parents:
                    notes[parent] = notes[parent] + notes[value] * slope


def as_value(x):
    return x if isinstance(x, Value) else Value(x)
