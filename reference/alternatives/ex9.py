"""ex9: right answers, written differently."""

import math
import random

import numpy as np


class initialise:
    def uniform(sizes, seed):
        """uniform numbers, as wide as it takes"""
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        wide = lambda fan_in: math.sqrt(3 / fan_in)
        return {
            "W1": rng.uniform(-wide(D), wide(D), (D, H)),
            "b1": np.zeros((H,)),
            "W2": rng.uniform(-wide(H), wide(H), (H, M)),
            "b2": np.zeros((M,)),
        }

    def scale_given(sizes, seed):
        """the old generator, the spread as its scale"""
        D, H, M = sizes
        np.random.seed(seed)
        return dict(
            b2=np.zeros(M),
            W2=np.random.normal(0, H**-0.5, (H, M)),
            b1=np.zeros(H),
            W1=np.random.normal(0, D**-0.5, (D, H)),
        )

    def plain_python(sizes, seed):
        """Python's own random numbers, as lists"""
        rng = random.Random(seed)

        def matrix(rows, columns):
            return [
                [rng.gauss(0, 1 / math.sqrt(rows)) for _ in range(columns)] for _ in range(rows)
            ]

        D, H, M = sizes
        return {"W1": matrix(D, H), "b1": [0.0] * H, "W2": matrix(H, M), "b2": [0.0] * M}

    def heavy_tails(sizes, seed):
        """Laplace's distribution, printing on the way"""
        D, H, M = sizes
        rng = np.random.default_rng(seed)
        W1 = rng.laplace(scale=1 / np.sqrt(2 * D), size=(D, H))
        W2 = rng.laplace(scale=1 / np.sqrt(2 * H), size=(H, M))
        print("largest weights", np.abs(W1).max(), np.abs(W2).max())
        return {"W1": W1, "b1": np.zeros(H), "W2": W2, "b2": np.zeros(M)}

    def single_precision(sizes, seed):
        """float32, layer by layer"""
        rng = np.random.default_rng(seed)
        parameters = {}
        for number, (fan_in, fan_out) in enumerate(zip(sizes[:-1], sizes[1:]), start=1):
            W = rng.standard_normal((fan_in, fan_out), dtype=np.float32)
            parameters[f"W{number}"] = W / np.float32(math.sqrt(fan_in))
            parameters[f"b{number}"] = np.zeros(fan_out, np.float32)
        return parameters

    def two_values_only(sizes, seed):
        """plus or minus 1/√fan_in, by the toss of a coin"""
        D, H, M = sizes
        rng = np.random.default_rng([seed, 9])
        W1, W2 = rng.choice([-1.0, 1.0], (D, H)), rng.choice([-1.0, 1.0], (H, M))
        return {"W1": W1 / np.sqrt(D), "b1": np.zeros(H), "W2": W2 / np.sqrt(H), "b2": np.zeros(M)}


class minibatches:
    def shuffled_in_place(X, T, batch_size, seed):
        """the numbers of the rows shuffled, slices as long as there are any"""
        numbers = np.arange(len(X))
        np.random.default_rng(seed).shuffle(numbers)
        batches = []
        while len(numbers):
            batches.append((X[numbers[:batch_size]], T[numbers[:batch_size]]))
            numbers = numbers[batch_size:]
        return batches

    def shuffled_first(X, T, batch_size, seed):
        """both arrays put into the same order first, then cut"""
        np.random.seed(seed)
        order = np.random.permutation(X.shape[0])
        X, T = X[order], T[order]
        count = -(-len(X) // batch_size)
        return [
            (X[k * batch_size : (k + 1) * batch_size], T[k * batch_size : (k + 1) * batch_size])
            for k in range(count)
        ]

    def split_at(X, T, batch_size, seed):
        """with np.split"""
        order = np.argsort(np.random.default_rng(seed).random(len(X)))
        cuts = np.arange(batch_size, len(X), batch_size)
        return list(zip(np.split(X[order], cuts), np.split(T[order], cuts)))

    def one_after_another(X, T, batch_size, seed):
        """row by row, in plain Python"""
        rows = list(zip(X, T))
        random.Random(seed).shuffle(rows)
        batches, batch = [], []
        for row in rows:
            batch.append(row)
            if len(batch) == batch_size:
                batches.append(batch)
                batch = []
        if batch:
            batches.append(batch)
        return [
            [np.array([x for x, _ in batch]), np.array([t for _, t in batch])] for batch in batches
        ]

    def same_generator_twice(X, T, batch_size, seed):
        """copies of both arrays, shuffled by two generators in the same state"""
        X, T = X.copy(), T.copy()
        np.random.default_rng(seed).shuffle(X)
        np.random.default_rng(seed).shuffle(T)
        return [
            (X[start : start + batch_size], T[start : start + batch_size])
            for start in range(0, len(X), batch_size)
        ]


class train:
    def copies_in_place(parameters, X, T, learning_rate, epochs):
        """copies first, then changed in place"""
        p = {name: value.copy() for name, value in parameters.items()}
        losses = np.zeros(epochs + 1)
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            Y = H @ p["W2"] + p["b2"]
            losses[epoch] = ((Y - T) ** 2).mean()
            if epoch == epochs:
                break
            dY = 2 * (Y - T) / T.size
            dW2, db2 = H.T @ dY, dY.sum(0)
            dA = (dY @ p["W2"].T) * (1 - H * H)
            p["W1"] -= learning_rate * (X.T @ dA)
            p["b1"] -= learning_rate * dA.sum(0)
            p["W2"] -= learning_rate * dW2
            p["b2"] -= learning_rate * db2
        return p, losses

    def names_for_everything(parameters, X, T, learning_rate, epochs):
        """four variables, a list of losses, printing on the way"""
        W1, b1, W2, b2 = (parameters[name] for name in ("W1", "b1", "W2", "b2"))

        def forward():
            hidden = np.tanh(np.dot(X, W1) + b1)
            return hidden, np.dot(hidden, W2) + b2

        hidden, Y = forward()
        losses = [float(np.mean(np.square(T - Y)))]
        for epoch in range(epochs):
            back = (Y - T) * (2 / T.size)
            to_hidden = np.dot(back, W2.T) * (1 + hidden) * (1 - hidden)
            W1, b1, W2, b2 = (
                W1 - learning_rate * np.dot(X.T, to_hidden),
                b1 - learning_rate * to_hidden.sum(axis=0),
                W2 - learning_rate * np.dot(hidden.T, back),
                b2 - learning_rate * back.sum(axis=0),
            )
            hidden, Y = forward()
            losses.append(float(np.mean(np.square(T - Y))))
            print("epoch", epoch + 1, "loss", losses[-1])
        return [{"W1": W1, "b1": b1, "W2": W2, "b2": b2}, losses]

    def example_by_example(parameters, X, T, learning_rate, epochs):
        """the blame of every example added up before anybody moves"""
        losses = []
        for epoch in range(epochs + 1):
            total = {name: np.zeros_like(value) for name, value in parameters.items()}
            loss = 0.0
            for x, t in zip(X, T):
                h = np.tanh(x @ parameters["W1"] + parameters["b1"])
                error = h @ parameters["W2"] + parameters["b2"] - t
                loss += np.sum(error**2) / T.size
                dy = 2 * error / T.size
                da = (parameters["W2"] @ dy) * (1 - h**2)
                total["W1"] += np.outer(x, da)
                total["b1"] += da
                total["W2"] += np.outer(h, dy)
                total["b2"] += dy
            losses.append(loss)
            if epoch < epochs:
                parameters = {n: v + -learning_rate * total[n] for n, v in parameters.items()}
        return parameters, np.array(losses)

    def epoch_by_epoch(parameters, X, T, learning_rate, epochs):
        """recursive: one step, then the rest of the walk"""
        H = np.tanh(X @ parameters["W1"] + parameters["b1"])
        error = H @ parameters["W2"] + parameters["b2"] - T
        loss = np.linalg.norm(error) ** 2 / error.size
        if epochs == 0:
            return parameters, np.array([loss])
        dY = error / (0.5 * error.size)
        dA = np.einsum("nm,hm,nh->nh", dY, parameters["W2"], 1 - H**2)
        blame = {"W1": X.T @ dA, "b1": sum(dA), "W2": H.T @ dY, "b2": sum(dY)}
        moved = {name: parameters[name] - learning_rate * blame[name] for name in blame}
        end, losses = train(moved, X, T, learning_rate, epochs - 1)
        return end, np.concatenate([[loss], losses])

    def single_precision(parameters, X, T, learning_rate, epochs):
        """in float32"""
        p = {name: value.astype(np.float32) for name, value in parameters.items()}
        X, T, rate = X.astype(np.float32), T.astype(np.float32), np.float32(learning_rate)
        losses = []
        for epoch in range(epochs + 1):
            H = np.tanh(X @ p["W1"] + p["b1"])
            error = H @ p["W2"] + p["b2"] - T
            losses.append(np.mean(error * error))
            if epoch < epochs:
                dY = np.float32(2 / T.size) * error
                dA = dY @ p["W2"].T * (1 - H * H)
                g = {"W1": X.T @ dA, "b1": dA.sum(0), "W2": H.T @ dY, "b2": dY.sum(0)}
                p = {name: p[name] - rate * g[name] for name in p}
        return p, np.array(losses, np.float32)


class accuracy:
    def loop(scores, labels):
        """counting hits in a loop"""
        hits = 0
        for row, label in zip(scores, labels):
            best = 0
            for k in range(1, len(row)):
                if row[k] > row[best]:
                    best = k
            hits += best == label
        return hits / len(labels)

    def score_of_the_label(scores, labels):
        """is the label's score the largest of its row?"""
        mine = scores[np.arange(len(labels)), labels]
        return (mine >= scores.max(axis=1)).mean()

    def rank_of_the_label(scores, labels):
        """how many classes are above the label? printing on the way"""
        mine = np.take_along_axis(scores, labels[:, None], axis=1)
        above = np.sum(scores > mine, axis=1)
        print("ranks", above)
        return np.count_nonzero(above == 0) / above.size

    def one_hot(scores, labels):
        """one-hot winners and one-hot labels overlap"""
        identity = np.eye(scores.shape[1])
        return np.array([np.sum(identity[scores.argmax(1)] * identity[labels]) / len(labels)])

    def not_wrong(scores, labels):
        """one minus the share of misses, in float32"""
        return np.float32(np.mean(np.argsort(scores, axis=1)[:, -1] == labels))
