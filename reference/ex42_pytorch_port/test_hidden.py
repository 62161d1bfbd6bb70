"""Hidden checks. Oracles: the same network in NumPy, with float64 and by hand."""

import numpy as np

from grader.checks import close, holds, known_by, law, needs, points, prepared

CLOSE = {"rtol": 1e-3, "atol": 1e-5}  # float32, several steps


def draw(rng, m):
    """Draw a network, a batch and labels; no unit of it is near its kink."""
    while True:
        params = [
            (
                rng.normal(0, 1 / np.sqrt(n_in), (n_in, n_out)),
                rng.normal(0, 0.3, (1, n_out)),
            )
            for n_in, n_out in ((4, 8), (8, 4), (4, 1))
        ]
        X = rng.normal(size=(m, 4))
        sums, A = [], X
        for W, b in params[:-1]:
            sums.append(A @ W + b)
            A = np.maximum(sums[-1], 0.0)
        if min(np.abs(Z).min() for Z in sums) > 5e-3:
            return params, X, (rng.random((m, 1)) < 0.5).astype(float)


def forward(params, X):
    read = [X]
    for W, b in params[:-1]:
        read.append(np.maximum(read[-1] @ W + b, 0.0))
    W, b = params[-1]
    return read, 1.0 / (1.0 + np.exp(-(read[-1] @ W + b)))


def gradients(params, X, y):
    """Return the gradient of each pair, by hand."""
    read, p = forward(params, X)
    delta, found = (p - y) / len(X), []
    for (W, _), A in zip(params[::-1], read[::-1], strict=True):
        found.insert(0, (A.T @ delta, delta.sum(axis=0, keepdims=True)))
        delta = delta @ W.T * (A > 0)
    return found


def model_with(submission, params):
    net = submission.Net()
    submission.copy_weights(params, net)
    return net


@points(1.25)
@needs("one_step")
@law("any weights, any batch")
def test_any_network(submission, rng):
    """Any weights, any batch: outputs, loss and one step are those of NumPy"""
    for m in (1, 6):
        params, X, y = draw(rng, m)
        net = model_with(submission, params)
        p = forward(params, X)[1]
        close(prepared(submission).outputs(net, X), p, **CLOSE)
        tensors = [prepared(submission).tensor(values) for values in (X, y)]
        loss = submission.train_step(net, *tensors, prepared(submission).sgd(net, 0.7))
        close(loss, -np.mean(np.log(np.where(y == 1, p, 1 - p))), **CLOSE)
        stored = iter(prepared(submission).weights(net))
        for (W, b), (dW, db) in zip(params, gradients(params, X, y), strict=True):
            close(next(stored), (W - 0.7 * dW).T, **CLOSE)
            close(next(stored), (b - 0.7 * db)[0], **CLOSE)


@points(0.75)
@needs("one_step")
@law("a step is only as good as the optimizer that makes it")
def test_the_callers_optimizer(submission, rng):
    """The step is the optimizer's that was given: with Adam every parameter moves as far"""
    params, X, y = draw(rng, 6)
    net = model_with(submission, params)
    before = prepared(submission).weights(net)
    tensors = [prepared(submission).tensor(values) for values in (X, y)]
    submission.train_step(net, *tensors, prepared(submission).adam(net, 0.01))
    # Adam's first step is its rate, whatever the gradient, where there is one.
    moved = [
        np.abs(new - old)
        for new, old in zip(prepared(submission).weights(net), before, strict=True)
    ]
    largest = [float(np.round(m.max(), 3)) for m in moved]
    known_by(submission, largest)
    close(largest, [0.01] * 6, rtol=0.05)


@points(0.5)
@needs("weights_are_copied")
def test_the_arrays_are_the_callers(submission, rng):
    """What happens to the model later leaves the arrays as they are"""
    params, _, _ = draw(rng, 2)
    before, after = prepared(submission).copied_and_changed(params)
    same = all(map(np.array_equal, before, after))
    known_by(submission, same)
    holds(same, "the model and the arrays share their numbers")
