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
        """one moving copy that is put back exactly"""
        moving = np.array(point)
        out = []
        for i, value in enumerate(point):
            moving[i] = value + step
            right = f(moving)
            moving[i] = value - step
            left = f(moving)
            moving[i] = value
            out.append((right - left) / step / 2)
        return np.array(out)

    def all_right_then_all_left(f, point, step=1e-5):
        """all values to the right first, then all to the left"""
        nudges = step * np.eye(len(point))
        right = np.array([f(point + nudge) for nudge in nudges])
        left = np.array([f(point - nudge) for nudge in nudges])
        return (right - left) / (2 * step)


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


class predicted_loss:
    def loop(loss, gradient, change):
        """starting from the loss"""
        for slope, moved in zip(gradient, change):
            loss = loss + slope * moved
        return loss

    def sum_of_products(loss, gradient, change):
        """np.sum of the effects"""
        return np.sum(gradient * change) + loss

    def one_element_array(loss, gradient, change):
        """as an array with one element"""
        return np.array([loss + np.inner(gradient, change)])

    def appended(loss, gradient, change):
        """the loss as one more effect"""
        return np.append(gradient * change, loss).sum()


class culprit:
    def loop(gradient):
        """remembering the worst so far"""
        worst = 0
        for i in range(len(gradient)):
            if abs(gradient[i]) > abs(gradient[worst]):
                worst = i
        return worst

    def squares(gradient):
        """by the squares"""
        return np.argmax(gradient * gradient)

    def sorted_indices(gradient):
        """with max and a key: the first on ties"""
        return max(range(len(gradient)), key=lambda i: abs(gradient[i]))

    def list_index(gradient):
        """with list.index"""
        sizes = np.abs(gradient).tolist()
        return sizes.index(max(sizes))


class turn_direction:
    def loop(gradient):
        """case by case, integers"""
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
