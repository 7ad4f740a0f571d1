"""ex8: right answers, written differently."""

import math

import numpy as np


class network_forward:
    def unit_by_unit(parameters, X):
        """three loops: example, unit, input"""
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        Y = np.zeros((len(X), len(b2)))
        for n in range(len(X)):
            hidden = []
            for j in range(len(b1)):
                a = b1[j]
                for i in range(X.shape[1]):
                    a += X[n, i] * W1[i, j]
                hidden.append(math.tanh(a))
            for k in range(len(b2)):
                Y[n, k] = b2[k] + sum(h * W2[j, k] for j, h in enumerate(hidden))
        return Y

    def einsum(parameters, X):
        """with einsum"""
        H = np.tanh(np.einsum("nd,dh->nh", X, parameters["W1"]) + parameters["b1"])
        return np.einsum("nh,hm->nm", H, parameters["W2"]) + parameters["b2"]

    def ones_for_the_biases(parameters, X):
        """a column of ones in front, the biases as a first row of weights"""

        def layer(inputs, weights, bias):
            return np.column_stack([np.ones(len(inputs)), inputs]) @ np.vstack([bias, weights])

        H = np.tanh(layer(X, parameters["W1"], parameters["b1"]))
        return layer(H, parameters["W2"], parameters["b2"])

    def columns_are_examples(parameters, X):
        """on transposed matrices, printing on the way"""
        H = np.tanh(parameters["W1"].T @ X.T + parameters["b1"][:, np.newaxis])
        print("hidden layer", H.shape)
        return (parameters["W2"].T @ H + parameters["b2"].reshape(-1, 1)).T

    def tanh_from_a_sigmoid(parameters, X):
        """tanh(a) = 2σ(2a) − 1, row by row, as a list"""
        rows = []
        for x in X:
            a = x @ parameters["W1"] + parameters["b1"]
            with np.errstate(over="ignore"):
                h = 2 / (1 + np.exp(-2 * a)) - 1
            rows.append(h @ parameters["W2"] + parameters["b2"])
        return np.array(rows)

    def single_precision(parameters, X):
        """in float32"""
        p = {name: value.astype(np.float32) for name, value in parameters.items()}
        return np.tanh(X.astype(np.float32) @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


class network_loss:
    def loop(parameters, X, T):
        """adding up one by one"""
        Y = network_forward(parameters, X)
        total = 0.0
        for n in range(T.shape[0]):
            for m in range(T.shape[1]):
                total += (Y[n, m] - T[n, m]) ** 2
        return total / T.size

    def mean_of_the_row_means(parameters, X, T):
        """all rows are equally long, so the mean of their means will do"""
        errors = (T - network_forward(parameters, X)) ** 2
        return errors.mean(axis=1).mean()

    def squared_norm(parameters, X, T):
        """the square of the Frobenius norm, over the number of entries"""
        return np.linalg.norm(network_forward(parameters, X) - T) ** 2 / T.size

    def dot_product(parameters, X, T):
        """the errors' dot product with themselves, on its own forward pass"""
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        error = (H @ parameters["W2"] + parameters["b2"] - T).ravel()
        return np.array([error @ error]) / error.size

    def exact_sum(parameters, X, T):
        """with a correctly rounded sum, warning on the way"""
        import warnings

        warnings.warn("adding slowly")
        error = np.subtract(network_forward(parameters, X), T)
        return math.fsum((error * error).flat) / (len(T) * len(T[0]))

    def single_precision(parameters, X, T):
        """in float32"""
        Y = network_forward(parameters, X).astype(np.float32)
        return np.mean((Y - T.astype(np.float32)) ** 2)


class network_gradients:
    def examples_one_by_one(parameters, X, T):
        """the blame of every example, added up"""
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        total = {name: np.zeros_like(value) for name, value in parameters.items()}
        for x, t in zip(X, T):
            h = np.tanh(x @ W1 + b1)
            dy = 2 * (h @ W2 + b2 - t) / T.size
            da = (W2 @ dy) * (1 - h * h)
            total["W1"] += np.outer(x, da)
            total["b1"] += da
            total["W2"] += np.outer(h, dy)
            total["b2"] += dy
        return total

    def einsum(parameters, X, T):
        """with einsum, in another order of keys"""
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        dY = (2 / T.size) * (H @ parameters["W2"] + parameters["b2"] - T)
        dA = np.einsum("nm,hm,nh->nh", dY, parameters["W2"], 1 - H**2)
        return {
            "b2": np.einsum("nm->m", dY),
            "W2": np.einsum("nh,nm->hm", H, dY),
            "b1": np.einsum("nh->h", dA),
            "W1": np.einsum("nd,nh->dh", X, dA),
        }

    def ones_for_the_biases(parameters, X, T):
        """biases as weights of a constant 1"""
        ones = np.ones((1, len(X)))
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        Y = network_forward(parameters, X)
        dY = -2 * (T - Y) / (T.shape[0] * T.shape[1])
        dA = dY @ parameters["W2"].T * (1 + H) * (1 - H)
        return {
            "W1": np.dot(X.T, dA),
            "b1": (ones @ dA)[0],
            "W2": np.dot(H.T, dY),
            "b2": (ones @ dY)[0],
        }

    def slope_from_the_pre_activation(parameters, X, T):
        """tanh′(a) = 1 / cosh²(a), printing on the way"""
        A = X @ parameters["W1"] + parameters["b1"]
        H = np.tanh(A)
        dY = (H @ parameters["W2"] + parameters["b2"] - T) * 2.0 / T.size
        dA = np.matmul(dY, parameters["W2"].transpose()) / np.cosh(A) ** 2
        print("largest blame", abs(dA).max())
        return {"W1": X.T @ dA, "b1": dA.sum(0), "W2": H.T @ dY, "b2": dY.sum(0)}

    def divided_at_the_end(parameters, X, T):
        """the mean and the factor 2 come last, gradients as lists"""
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        E = H @ parameters["W2"] + parameters["b2"] - T
        D = (E @ parameters["W2"].T) * (1 - np.square(H))
        raw = {"W1": X.T @ D, "b1": sum(D), "W2": H.T @ E, "b2": sum(E)}
        return {name: (value * 2 / E.size).tolist() for name, value in raw.items()}

    def knob_by_knob(parameters, X, T):
        """one pass forward per knob, with the direction in which it moves: slow, but exact"""
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))
        H = np.tanh(X @ W1 + b1)
        dY = 2 * (H @ W2 + b2 - T) / T.size
        out = {name: np.zeros_like(value) for name, value in parameters.items()}
        for j in range(len(b1)):
            felt = (1 - H[:, j] ** 2)[:, None] * W2[j]
            out["b1"][j] = np.sum(dY * felt)
            for i in range(X.shape[1]):
                out["W1"][i, j] = np.sum(dY * X[:, i, None] * felt)
        for k in range(len(b2)):
            out["b2"][k] = np.sum(dY[:, k])
            for j in range(len(b1)):
                out["W2"][j, k] = np.sum(dY[:, k] * H[:, j])
        return out

    def single_precision(parameters, X, T):
        """in float32"""
        p = {name: value.astype(np.float32) for name, value in parameters.items()}
        X, T = X.astype(np.float32), T.astype(np.float32)
        H = np.tanh(X @ p["W1"] + p["b1"])
        dY = 2 * (H @ p["W2"] + p["b2"] - T) / np.float32(T.size)
        dA = dY @ p["W2"].T * (1 - H * H)
        return {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}


class gradient_check:
    def rows_of_identity(f, gradient, point, step=1e-5):
        """a row of the identity matrix per coordinate"""
        measured = np.array(
            [(f(point + step * e) - f(point - step * e)) / (2 * step) for e in np.eye(len(point))]
        )
        a, b = np.linalg.norm(gradient), np.linalg.norm(measured)
        return 0.0 if a == b == 0 else np.linalg.norm(measured - gradient) / (a + b)

    def step_really_taken(f, gradient, point, step=1e-5):
        """divided by the step that was really taken; the norms written out"""
        measured = np.zeros(point.shape)
        for i in range(point.size):
            right, left = point.copy(), point.copy()
            right[i] += step
            left[i] -= step
            measured[i] = (f(right) - f(left)) / (right[i] - left[i])
        above = math.sqrt(sum((gradient - measured) ** 2))
        below = math.sqrt(sum(gradient**2)) + math.sqrt(sum(measured**2))
        if below == 0:
            return 0.0
        return above / below

    def lists(f, gradient, point, step=1e-5):
        """plain Python lists, printing on the way"""
        measured = []
        for i in range(len(point)):
            values = []
            for sign in (+1, -1):
                moved = [float(v) for v in point]
                moved[i] += sign * step
                values.append(f(np.array(moved)))
            measured.append((values[0] - values[1]) / step / 2)
        print("measured", measured, "given", list(gradient))
        size = math.hypot(*gradient) + math.hypot(*measured)
        return math.dist(gradient, measured) / size if size > 0 else 0

    def larger_of_nothing(f, gradient, point, step=1e-5):
        """0/0 avoided by a denominator of 1; as an array with one element"""
        moving = np.array(point)
        measured = []
        for i, value in enumerate(point):
            moving[i] = value + step
            right = f(moving)
            moving[i] = value - step
            left = f(moving)
            moving[i] = value
            measured.append((right - left) / (2 * step))
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.array([np.linalg.norm(gradient - np.array(measured)) / (size or 1.0)])

    def nan_to_zero(f, gradient, point, step=1e-5):
        """NumPy warns of 0/0, which is then taken as 0"""
        nudges = step * np.eye(len(point))
        right = np.array([f(point + nudge) for nudge in nudges])
        left = np.array([f(point - nudge) for nudge in nudges])
        measured = (right - left) / (2 * step)
        off = np.sqrt(np.sum(np.square(gradient - measured)))
        return np.nan_to_num(off / (np.sqrt(gradient @ gradient) + np.sqrt(measured @ measured)))

    def returned_in_single_precision(f, gradient, point, step=1e-5):
        """computed in float64, returned in float32"""
        measured = np.apply_along_axis(
            lambda nudge: (f(point + nudge) - f(point - nudge)) / (2 * step),
            1,
            np.diag(np.full(point.size, step)),
        )
        size = np.linalg.norm(gradient) + np.linalg.norm(measured)
        return np.float32(np.linalg.norm(gradient - measured) / size if size else 0.0)
