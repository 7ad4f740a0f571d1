"""ex5: right answers, written differently."""

import math

import numpy as np


class is_stationary:
    def squares_compared(gradient, tolerance):
        """no root: the sum of squares against the square of the tolerance"""
        return bool(np.sum(gradient**2) <= tolerance**2)

    def math_hypot(gradient, tolerance):
        """with math.hypot, the answer by if and else"""
        if math.hypot(*gradient) <= tolerance:
            return True
        else:
            return False

    def not_longer(gradient, tolerance):
        """not longer than the tolerance, added up in a loop, printing on the way"""
        total = 0.0
        for slope in gradient:
            total += slope * slope
        print("length", total**0.5)
        return not total**0.5 > tolerance

    def scaled(gradient, tolerance):
        """the largest slope taken out first, so that squares can never overflow"""
        largest = np.max(np.abs(gradient))
        if largest == 0:
            return tolerance >= 0
        return largest * np.sqrt(np.sum((gradient / largest) ** 2)) <= tolerance

    def single_precision(gradient, tolerance):
        """in float32; the answer as an array with one element"""
        g = gradient.astype(np.float32)
        return np.array([np.sqrt(g @ g) <= np.float32(tolerance)])


class descend_until:
    def while_loop(gradient_of, start, learning_rate, tolerance, max_steps):
        """with while; the gradient is asked again for the step, and once more than needed"""
        point, taken = start, 0
        while not is_stationary(gradient_of(point), tolerance) and taken < max_steps:
            point = point - learning_rate * gradient_of(point)
            taken += 1
        return point, taken

    def on_a_copy(gradient_of, start, learning_rate, tolerance, max_steps):
        """one moving copy, changed in place; a list of two"""
        moving = np.array(start)
        taken = 0
        while taken < max_steps:
            slope = gradient_of(moving)
            if np.sqrt(np.sum(slope**2)) <= tolerance:
                break
            moving -= learning_rate * slope
            taken += 1
        return [moving, taken]

    def recursive(gradient_of, start, learning_rate, tolerance, max_steps):
        """one step, then the rest of the way"""
        if max_steps == 0:
            return start, 0
        slope = gradient_of(start)
        if is_stationary(slope, tolerance):
            return start, 0
        point, taken = descend_until(
            gradient_of, start - learning_rate * slope, learning_rate, tolerance, max_steps - 1
        )
        return point, taken + 1

    def whole_walk_first(gradient_of, start, learning_rate, tolerance, max_steps):
        """the whole walk, then a look along it for the first level point"""
        walk = [start]
        for _ in range(max_steps):
            walk.append(walk[-1] - learning_rate * gradient_of(walk[-1]))
        for steps, point in enumerate(walk):
            if is_stationary(gradient_of(point), tolerance):
                return point, steps
        return walk[-1], max_steps

    def from_the_start_each_time(gradient_of, start, learning_rate, tolerance, max_steps):
        """again from the start for every number of steps; printing, the point as a list"""

        def after(steps):
            point = start.copy()
            for _ in range(steps):
                point = point + -learning_rate * gradient_of(point)
            return point

        for steps in range(max_steps):
            if np.linalg.norm(gradient_of(after(steps))) <= tolerance:
                break
        else:
            steps = max_steps
        print("level, or tired, after", steps)
        return after(steps).tolist(), steps

    def numpy_step_count(gradient_of, start, learning_rate, tolerance, max_steps):
        """for … else, the number of steps as a NumPy integer"""
        point, taken = start + 0.0, np.int64(0)
        for _ in range(max_steps):
            slope = np.asarray(gradient_of(point))
            if is_stationary(slope, tolerance):
                break
            point, taken = np.subtract(point, slope * learning_rate), taken + 1
        return point, taken

    def single_precision(gradient_of, start, learning_rate, tolerance, max_steps):
        """in float32"""
        point, rate = start.astype(np.float32), np.float32(learning_rate)
        for taken in range(max_steps):
            slope = np.asarray(gradient_of(point), dtype=np.float32)
            if is_stationary(slope, tolerance):
                return point, taken
            point = point - rate * slope
        return point, max_steps


class best_of_restarts:
    def best_so_far(loss, gradient_of, starts, learning_rate, steps):
        """remembering the best so far"""
        best, lowest = None, np.inf
        for start in starts:
            point = start.copy()
            for _ in range(steps):
                point -= learning_rate * gradient_of(point)
            height = loss(point)
            if height < lowest:
                best, lowest = point, height
        return best, lowest

    def argmin_of_losses(loss, gradient_of, starts, learning_rate, steps):
        """all ends in one array, then argmin; a list of two"""
        ends = np.array(starts)
        for _ in range(steps):
            ends = ends - learning_rate * np.array([gradient_of(point) for point in ends])
        losses = np.array([loss(point) for point in ends])
        winner = np.argmin(losses)
        return [ends[winner], losses[winner]]

    def sorted_pairs(loss, gradient_of, starts, learning_rate, steps):
        """sorted by loss: a stable sort keeps the first one on ties"""

        def walk(point, left):
            return (
                point if left == 0 else walk(point - learning_rate * gradient_of(point), left - 1)
            )

        pairs = [(loss(end), end) for end in (walk(start, steps) for start in starts)]
        height, point = sorted(pairs, key=lambda pair: pair[0])[0]
        return point.tolist(), np.array([height])

    def last_start_first(loss, gradient_of, starts, learning_rate, steps):
        """from the last start to the first, replaced also on ties, printing on the way"""
        best = None
        for i in range(len(starts) - 1, -1, -1):
            point = starts[i]
            for _ in range(steps):
                point = point + (-learning_rate) * gradient_of(point)
            print("start", i, "ends at", point)
            if best is None or loss(point) <= loss(best):
                best = point
        return best, loss(best)

    def with_descend_until(loss, gradient_of, starts, learning_rate, steps):
        """with descend_until, whose tolerance nothing meets"""
        ends = [descend_until(gradient_of, s, learning_rate, -1.0, steps)[0] for s in starts]
        losses = list(map(loss, ends))
        return ends[losses.index(min(losses))], min(losses)

    def single_precision(loss, gradient_of, starts, learning_rate, steps):
        """the walk in float64, the answer in float32"""
        best = None
        for start in starts:
            point = start
            for _ in range(steps):
                point = point - learning_rate * gradient_of(point)
            if best is None or loss(point) < loss(best):
                best = point
        return best.astype(np.float32), np.float32(loss(best))


class largest_stable_rate:
    def general_eigenvalues(hessian):
        """the largest of np.linalg.eigvals, wherever it stands"""
        return 2 / max(np.linalg.eigvals(hessian))

    def spectral_norm(hessian):
        """the largest singular value: for such a matrix the largest eigenvalue"""
        return 2.0 / np.linalg.norm(hessian, 2)

    def steepest_direction(hessian):
        """the curvature vᵀHv along the steepest direction v, warning on the way"""
        import warnings

        warnings.warn("decomposing")
        _, vectors = np.linalg.eigh(hessian)
        v = vectors[:, -1]
        return 2 / (v @ hessian @ v)

    def smallest_of_all_limits(hessian):
        """a limit for every direction; the smallest counts; as an array with one element"""
        limits = [2 / curvature for curvature in np.linalg.eigvalsh(hessian)]
        return np.array([min(limits)])

    def powers_of_the_matrix(hessian):
        """high powers of H leave its steepest direction alone"""
        power = hessian / np.trace(hessian)
        for _ in range(60):
            power = power @ power
            power = power / np.trace(power)
        v = power[:, np.argmax(np.diag(power))]
        return 2 * (v @ v) / (v @ hessian @ v)

    def singular_values(hessian):
        """twice the smallest reciprocal of the singular values, printing on the way"""
        u, s, vt = np.linalg.svd(hessian)
        print("curvatures", s)
        return 2 * np.min(1 / s)

    def single_precision(hessian):
        """in float32"""
        return np.float32(2) / np.linalg.eigvalsh(hessian.astype(np.float32)).max()
