"""ex9, training a small network: the model solution."""

import numpy as np


def initialise(sizes, seed):
    D, H, M = sizes
    rng = np.random.default_rng(seed)
    return {
        "W1": rng.normal(size=(D, H)) / np.sqrt(D),
        "b1": np.zeros(H),
        "W2": rng.normal(size=(H, M)) / np.sqrt(H),
        "b2": np.zeros(M),
    }


def minibatches(X, T, batch_size, seed):
    # One order for both: every example keeps its target.
    order = np.random.default_rng(seed).permutation(len(X))
    starts = range(0, len(X), batch_size)
    batches = [order[start : start + batch_size] for start in starts]
    return [(X[batch], T[batch]) for batch in batches]


def train(parameters, X, T, learning_rate, epochs):
    losses = []
    for _ in range(epochs):
        loss, gradients = loss_and_gradients(parameters, X, T)
        losses.append(loss)
        parameters = {
            name: value - learning_rate * gradients[name] for name, value in parameters.items()
        }
    loss, _ = loss_and_gradients(parameters, X, T)
    losses.append(loss)
    return parameters, np.array(losses)


def loss_and_gradients(parameters, X, T):
    """The loss and the blame of every knob for it, as in ex8."""
    H = np.tanh(X @ parameters["W1"] + parameters["b1"])
    error = H @ parameters["W2"] + parameters["b2"] - T
    dY = 2 * error / error.size
    dA = dY @ parameters["W2"].T * (1 - H**2)
    gradients = {"W1": X.T @ dA, "b1": dA.sum(axis=0), "W2": H.T @ dY, "b2": dY.sum(axis=0)}
    return np.mean(error**2), gradients


def accuracy(scores, labels):
    return np.mean(np.argmax(scores, axis=1) == labels)
