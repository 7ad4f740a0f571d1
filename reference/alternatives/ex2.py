"""ex2: right answers, written differently."""

import math

import numpy as np


class gradient_numeric:
    def rows_of_identity(f, point, step=1e-5):
        """a row of the identity matrix per coordinate, as a list"""
        return [
            (f(point + step * e) - f(point - step * e)) / (2 * step) for e in np.eye(len(point))
        ]

    def step_really_taken(f, point, step=1e-5):
        """divided by the step that was really taken"""
        out = np.zeros(point.shape)
        for i in range(point.size):
            right, left = point.copy(), point.copy()
            right[i] += step
            left[i] -= step
            out[i] = (f(right) - f(left)) / (right[i] - left[i])
        return out

    def there_and_back(f, point, step=1e-5):
        """one moving copy that is put back exactly, printing on the way"""
        moving = np.array(point)
        out = []
        for i, value in enumerate(point):
            moving[i] = value + step
            right = f(moving)
            moving[i] = value - step
            left = f(moving)
            moving[i] = value
            print("knob", i, "left", left, "right", right)
            out.append((right - left) / step / 2)
        return np.array(out)

    def all_right_then_all_left(f, point, step=1e-5):
        """all values to the right first, then all to the left"""
        nudges = step * np.eye(len(point))
        right = np.array([f(point + nudge) for nudge in nudges])
        left = np.array([f(point - nudge) for nudge in nudges])
        return (right - left) / (2 * step)

    def one_partial_at_a_time(f, point, step=1e-5):
        """the last knob first, by a function for one partial derivative"""

        def partial(index):
            def ask(value):
                coordinates = [float(coordinate) for coordinate in point]
                coordinates[index] = value
                return f(np.array(coordinates))

            return (ask(point[index] + step) - ask(point[index] - step)) / (2 * step)

        slopes = {index: partial(index) for index in reversed(range(len(point)))}
        return [slopes[index] for index in range(len(point))]

    def single_precision(f, point, step=1e-5):
        """asked in float64, returned in float32"""
        return np.apply_along_axis(
            lambda nudge: (f(point + nudge) - f(point - nudge)) / (2 * step),
            1,
            np.diag(np.full(point.size, step)),
        ).astype(np.float32)


class total_differential:
    def loop(gradient, change):
        """adding up one by one"""
        total = 0.0
        for slope, moved in zip(gradient, change):
            total += slope * moved
        return total

    def einsum(gradient, change):
        """with einsum"""
        return np.einsum("i,i->", gradient, change)

    def exact_sum(gradient, change):
        """with a correctly rounded sum"""
        return math.fsum(gradient * change)

    def single_precision(gradient, change):
        """in float32"""
        return np.dot(gradient.astype(np.float32), change.astype(np.float32))

    def row_times_column(gradient, change):
        """a row times a column: an array with one element"""
        return (gradient[np.newaxis, :] @ change[:, np.newaxis]).ravel()

    def steepest_effects_last(gradient, change):
        """the effects sorted by size before they are added, warning on the way"""
        import warnings

        warnings.warn("sorting")
        effects = gradient * change
        return float(np.sum(effects[np.argsort(np.abs(effects))]))


class predicted_loss:
    def loop(loss, gradient, change):
        """starting from the loss"""
        for slope, moved in zip(gradient, change):
            loss = loss + slope * moved
        return loss

    def sum_of_products(loss, gradient, change):
        """np.sum of the effects, printing on the way"""
        print("now:", loss)
        return np.sum(gradient * change) + loss

    def one_element_array(loss, gradient, change):
        """as an array with one element"""
        return np.array([loss + np.inner(gradient, change)])

    def appended(loss, gradient, change):
        """the loss as one more effect"""
        return np.append(gradient * change, loss).sum()

    def with_total_differential(loss, gradient, change):
        """with total_differential"""
        return np.add(loss, total_differential(gradient, change))

    def single_precision(loss, gradient, change):
        """in float32"""
        return np.float32(loss) + gradient.astype(np.float32) @ change.astype(np.float32)


class culprit:
    def loop(gradient):
        """remembering the worst so far"""
        worst = 0
        for i in range(len(gradient)):
            if abs(gradient[i]) > abs(gradient[worst]):
                worst = i
        return worst

    def stable_sort(gradient):
        """by a stable sort, largest first; a NumPy integer"""
        return np.argsort(-np.abs(gradient), kind="stable")[0]

    def max_with_key(gradient):
        """with max and a key: the first on ties"""
        return max(range(len(gradient)), key=lambda i: abs(gradient[i]))

    def list_index(gradient):
        """with list.index, printing on the way"""
        sizes = np.abs(gradient).tolist()
        print(sizes)
        return sizes.index(max(sizes))

    def two_suspects(gradient):
        """the steepest rise against the steepest fall"""
        rise, fall = int(np.argmax(gradient)), int(np.argmin(gradient))
        if gradient[rise] == -gradient[fall]:
            return min(rise, fall)
        return rise if gradient[rise] > -gradient[fall] else fall

    def one_element_array(gradient):
        """all places of the largest size, the first one kept as an array with one element"""
        sizes = np.abs(gradient)
        return np.flatnonzero(sizes == sizes.max())[:1]


class turn_direction:
    def loop(gradient):
        """case by case, integers in a list"""
        return [(-1 if slope > 0 else 1 if slope < 0 else 0) for slope in gradient]

    def comparisons(gradient):
        """from two comparisons"""
        return (gradient < 0).astype(int) - (gradient > 0).astype(int)

    def where(gradient):
        """with np.where"""
        return np.where(gradient > 0, -1.0, np.where(gradient < 0, 1.0, 0.0))

    def sign_of_the_opposite(gradient):
        """the sign of −gradient, in float32"""
        return np.sign(-gradient).astype(np.float32)

    def over_its_size(gradient):
        """every slope over its own size; NumPy warns of 0/0, which is then taken as 0"""
        return np.nan_to_num(-gradient / np.abs(gradient))

    def filled_in(gradient):
        """zeros, with the slopes that are not level filled in; a tuple"""
        direction = [0] * len(gradient)
        for i in np.flatnonzero(gradient):
            direction[i] = -int(math.copysign(1, gradient[i]))
        return tuple(direction)
