"""Right: the network as an object that steps; a generator yields the epochs."""

import numpy as np


class Net:
    """Parameters, and what can be done with them."""

    def __init__(self, params):
        self.params = params

    def run(self, X):
        """Remember inputs and outputs of the layers; return the scores."""
        self.X = X
        self.A = np.clip(self.params["W1"] @ X + self.params["b1"], 0.0, None)
        self.Z = self.params["W2"] @ self.A + self.params["b2"]
        return self.Z

    def error(self, Y):
        """Return the mean cross-entropy of the last run."""
        return np.logaddexp(0.0, np.where(Y == 1, -self.Z, self.Z)).mean()

    def gradients(self, Y):
        """Return the gradients of the last run."""
        d = (0.5 * (1 + np.tanh(self.Z / 2)) - Y) / Y.size
        h = np.heaviside(self.A, 0.0) * self.params["W2"].T * d
        ones = np.ones((Y.size, 1))
        return {
            "dW2": d @ self.A.T,
            "db2": d @ ones,
            "dW1": h @ self.X.T,
            "db1": h @ ones,
        }


def update_parameters(params, grads, lr):
    """Return a new dict."""
    return dict(
        (k, np.subtract(v, np.multiply(lr, grads[f"d{k}"]))) for k, v in params.items()
    )


def steps(net, X, Y, rate):
    """Yield the loss of every epoch and then take its step."""
    while True:
        net.run(X)
        yield float(net.error(Y))
        net.params = update_parameters(net.params, net.gradients(Y), rate)


def train_network(X, Y, layer_sizes, learning_rate=0.01, epochs=1000, seed=0):
    """Take as many losses as asked for, and the step after the last one."""
    if min(learning_rate, epochs) < 0:
        raise ValueError("must not be negative")
    if np.shape(Y) != (1, np.shape(X)[1]) or not set(np.unique(Y)) <= {0, 1}:
        raise ValueError("labels")
    n_x, n_h, n_y = layer_sizes
    rng = np.random.default_rng(seed)
    net = Net(
        {
            "W1": rng.normal(scale=np.sqrt(2 / n_x), size=(n_h, n_x)),
            "b1": np.zeros((n_h, 1)),
            "W2": rng.normal(scale=np.sqrt(2 / n_h), size=(n_y, n_h)),
            "b2": np.zeros((n_y, 1)),
        }
    )
    losses = []
    if epochs == 0:
        return net.params, losses
    for loss in steps(net, X, Y, learning_rate):
        if np.isnan(loss):
            raise FloatingPointError(f"after {len(losses)} epochs")
        if len(losses) == epochs:
            break
        losses.append(loss)
    return net.params, losses


def predict(X, params, threshold=0.5):
    """Compare in scores: the sigmoid rises, so its inverse keeps the order."""
    bar = np.log(threshold) - np.log1p(-threshold)
    return np.where(Net(params).run(X) > bar, 1, 0)
