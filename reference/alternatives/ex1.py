"""ex1: right answers, written differently."""

import math

import numpy as np


class squared_error:
    def product(prediction, target):
        """the difference times itself"""
        difference = prediction - target
        return difference * difference

    def math_pow(prediction, target):
        """with math.pow, and printing on the way"""
        print("squaring", prediction, target)
        return math.pow(prediction - target, 2)

    def single_precision(prediction, target):
        """in float32"""
        return (np.float32(prediction) - np.float32(target)) ** 2

    def one_element_array(prediction, target):
        """as an array with one element"""
        return np.square(np.array([prediction]) - target)


class mean_squared_error:
    def loop(predictions, targets):
        """adding up one by one"""
        total = 0.0
        for p, t in zip(predictions, targets):
            total += squared_error(p, t)
        return total / len(targets)

    def dot_product(predictions, targets):
        """the difference's dot product with itself"""
        error = predictions - targets
        return np.dot(error, error) / error.size

    def exact_sum(predictions, targets):
        """with a correctly rounded sum"""
        return math.fsum((p - t) ** 2 for p, t in zip(predictions, targets)) / len(predictions)

    def single_precision(predictions, targets):
        """in float32"""
        return np.mean((predictions.astype(np.float32) - targets.astype(np.float32)) ** 2)


class squared_error_partial:
    def sum_of_equals(prediction, target):
        """the difference, twice"""
        return (prediction - target) + (prediction - target)

    def other_sign(prediction, target):
        """−2·(target − prediction)"""
        return -2.0 * (target - prediction)

    def numpy_scalar(prediction, target):
        """as a NumPy scalar, with a warning on the way"""
        import warnings

        warnings.warn("thinking")
        return np.float64(2.0) * np.subtract(prediction, target)

    def single_precision(prediction, target):
        """in float32"""
        return np.float32(2) * (np.float32(prediction) - np.float32(target))


class partial_x:
    def other_order(x, y):
        """y first"""
        return y * (x + x)

    def one_element_array(x, y):
        """as an array with one element"""
        return np.array([2 * x]) * y

    def by_the_product_rule(x, y):
        """(x·x)′ = 1·x + x·1, times the constant y; the term 3·y does not move"""
        slope_of_first_term = (1 * x + x * 1) * y
        slope_of_second_term = 0 * 3 * y
        return slope_of_first_term + slope_of_second_term

    def polynomial(x, y):
        """NumPy differentiates the polynomial y·x² + 0·x + 3y"""
        return np.polyval(np.polyder(np.array([y, 0.0, 3 * y])), x)

    def single_precision(x, y):
        """in float32"""
        return np.float32(2) * np.float32(x) * np.float32(y)


class partial_y:
    def product(x, y):
        """x times x"""
        return x * x + 3

    def math_pow(x, y):
        """with math.pow"""
        return math.pow(x, 2.0) + 3.0

    def slope_of_a_line(x, y):
        """along y, f is a straight line: its rise over one step is its slope everywhere"""

        def line(at):
            return x**2 * at + 3 * at

        return line(1.0) - line(0.0)

    def one_element_array(x, y):
        """as an array with one element, printing on the way"""
        print("y =", y, "is not needed")
        return np.full(1, x) ** 2 + 3

    def single_precision(x, y):
        """in float32"""
        return np.float32(x) ** 2 + np.float32(3)


class hold_others_fixed:
    def list_of_coordinates(f, point, index, value):
        """through a list"""
        moved = list(point)
        moved[index] = value
        return f(np.array(moved))

    def where(f, point, index, value):
        """with np.where"""
        return f(np.where(np.arange(point.size) == index, value, point))

    def concatenated(f, point, index, value):
        """cut and put together"""
        return f(np.concatenate((point[:index], [value], point[index + 1 :])))

    def one_hot_mask(f, point, index, value):
        """the others times 1, this one times 0 plus the value; as an array with one element"""
        here = np.eye(len(point))[index]
        return np.array([f((1 - here) * point + here * value)])

    def deleted_and_inserted(f, point, index, value):
        """the coordinate taken out and the new one put in, as a float32"""
        return np.float32(f(np.insert(np.delete(point, index), index, value)))


class partial_numeric:
    def one_hot(f, point, index, step=1e-5):
        """with a unit vector"""
        e = np.zeros(len(point))
        e[index] = 1.0
        return (f(point + step * e) - f(point - step * e)) / (2 * step)

    def step_really_taken(f, point, index, step=1e-5):
        """divided by the step that was really taken"""
        right, left = point.copy(), point.copy()
        right[index] += step
        left[index] -= step
        return (f(right) - f(left)) / (right[index] - left[index])

    def mean_of_signed_slopes(f, point, index, step=1e-5):
        """a loop over both signs, warning on the way"""
        import warnings

        total = 0.0
        for sign in (1, -1):
            moved = [float(coordinate) for coordinate in point]
            moved[index] += sign * step
            warnings.warn("asking f once more")
            total += sign * f(np.array(moved))
        return total / 2 / step

    def halves(f, point, index, step=1e-5):
        """as two halves"""
        nudge = np.eye(len(point))[index] * step
        return f(point + nudge) / step / 2 - f(point - nudge) / step / 2

    def holding(f, point, index, step=1e-5):
        """with hold_others_fixed, left side first"""
        low = hold_others_fixed(f, point, index, point[index] - step)
        high = hold_others_fixed(f, point, index, point[index] + step)
        return np.float64(0.5) * (high - low) / step
