"""Hidden checks. Oracles: central differences, one step, loops, a small training."""

import math

import numpy as np
import pytest

from grader.checks import agrees_with_slopes, close, holds, law, needs, points


def network(rng, *sizes):
    """Return parameters with weights and biases that keep away from 0."""
    params = {}
    for n, (n_in, n_out) in enumerate(zip(sizes, sizes[1:], strict=False), start=1):
        params[f"W{n}"] = away_from_zero(rng, (n_in, n_out))
        params[f"b{n}"] = away_from_zero(rng, (1, n_out))
    return params


def away_from_zero(rng, shape):
    return rng.uniform(0.3, 2.0, size=shape) * rng.choice([-1.0, 1.0], size=shape)


def numbers(rng):
    """Return a price and a number of rows."""
    return float(rng.uniform(0.2, 3.0)), int(rng.integers(2, 30))


def slopes(grads, params):
    """Return gradients as arrays, after a look at their names and shapes."""
    holds(sorted(grads) == sorted(params), "the gradients have other names")
    arrays = {name: np.asarray(grad) for name, grad in grads.items()}
    alike = all(arrays[name].shape == value.shape for name, value in params.items())
    holds(alike, "a gradient has another shape than its parameter")
    return arrays


def entries(params):
    """Return all weights as Python numbers."""
    return [w for name in params if "W" in name for w in params[name].flat]


@points(0.5)
@needs("squares", "absolute_values")
@law("the sums in general, with numbers that nobody can know beforehand")
def test_penalties_by_loops(submission, rng):
    """The penalties of any network are sums over its single weights"""
    params, (lam, m) = network(rng, 3, 2, 4, 1), numbers(rng)
    squares = math.fsum(w * w for w in entries(params))
    close(submission.l2_penalty(params, lam, m), lam * squares / (2 * m))
    absolute = math.fsum(abs(w) for w in entries(params))
    close(submission.l1_penalty(params, lam, m), lam * absolute / m)


@points(0.5)
@needs("squares", "l2_slopes")
@law("what a gradient is, whatever the factors are")
def test_l2_gradient_is_measured(submission, rng):
    """The L2 gradient agrees with the measured slopes of the L2 penalty"""
    params, (lam, m) = network(rng, 2, 1, 2), numbers(rng)
    grads = slopes(submission.l2_grads(params, lam, m), params)
    for name in params:
        agrees_with_slopes(
            grads[name],
            lambda p, name=name: submission.l2_penalty({**params, name: p}, lam, m),
            params[name],
        )


@points(0.5)
@needs("absolute_values", "l1_slopes")
@law("what a gradient is, away from the kink at 0")
def test_l1_gradient_is_measured(submission, rng):
    """The L1 gradient agrees with the measured slopes of the L1 penalty"""
    params, (lam, m) = network(rng, 1, 2, 2), numbers(rng)
    grads = slopes(submission.l1_grads(params, lam, m), params)
    for name in params:
        agrees_with_slopes(
            grads[name],
            lambda p, name=name: submission.l1_penalty({**params, name: p}, lam, m),
            params[name],
        )


@points(0.5)
@needs("l2_slopes", "l1_slopes")
@law("what each penalty does to weights, the reason for having two")
def test_one_step(submission, rng):
    """A step along L2 takes the same share of every weight, along L1 the same amount"""
    params, (lam, m) = network(rng, 2, 3, 2), numbers(rng)
    rate = float(rng.uniform(0.05, 0.4)) * m / max(lam, 1.0) / 2
    grads = slopes(submission.l2_grads(params, lam, m), params)
    for name in ("W1", "W2"):
        stepped = params[name] - rate * grads[name]
        close(stepped / params[name], np.full(stepped.shape, 1 - rate * lam / m))
    grads = slopes(submission.l1_grads(params, lam, m), params)
    for name in ("W1", "W2"):
        moved = np.abs(rate * grads[name])
        close(moved, np.full(moved.shape, rate * lam / m))
        holds(
            np.all(grads[name] * params[name] > 0),
            "a step along the L1 gradient makes a weight larger",
        )


@points(0.5)
@needs("squares", "absolute_values")
@law("a bias costs nothing, however large it is")
def test_biases_are_free(submission, rng):
    """Other biases change no penalty"""
    params, (lam, m) = network(rng, 3, 2, 1), numbers(rng)
    others = {**params, "b1": rng.normal(size=(1, 2)), "b2": 40 + params["b2"]}
    close(submission.l2_penalty(others, lam, m), submission.l2_penalty(params, lam, m))
    close(submission.l1_penalty(others, lam, m), submission.l1_penalty(params, lam, m))


@points(0.25)
@needs("l2_slopes", "l1_slopes")
@law("weights at zero, as L1 leaves them behind")
def test_all_weights_zero(submission, rng):
    """Weights that are all 0 cost nothing and have slope 0"""
    params, (lam, m) = network(rng, 2, 3, 1), numbers(rng)
    params |= {"W1": np.zeros((2, 3)), "W2": np.zeros((3, 1))}
    for function in (submission.l1_grads, submission.l2_grads):
        grads = slopes(function(params, lam, m), params)
        for name, value in params.items():
            close(grads[name], np.zeros(value.shape))
    close(submission.l1_penalty(params, lam, m), 0.0)
    close(submission.l2_penalty(params, lam, m), 0.0)


@points(0.25)
@needs("negative_lam", "no_rows")
@law("any number below the limit, not only those right below it")
def test_any_bad_number(submission, rng):
    """Whatever negative number lam or m is, it is refused with ValueError"""
    params = network(rng, 2, 1)
    for lam, m in (
        (-float(rng.uniform(1e-6, 50.0)), 3),
        (0.5, -int(rng.integers(1, 50))),
        (0.0, 0),
    ):
        for function in (submission.l2_grads, submission.l1_penalty):
            with pytest.raises(ValueError):
                function(params, lam, m)


def moons(seed, m):
    """Return rows around two noisy half circles, as 30 random features, with labels."""
    rng = np.random.default_rng(seed)
    directions, places = 1.5 * rng.normal(size=(2, 30)), rng.normal(size=30)
    angle = rng.uniform(0.0, np.pi, size=m)
    upper = np.arange(m) % 2 == 0
    x1 = np.where(upper, np.cos(angle), 1 - np.cos(angle))
    x2 = np.where(upper, np.sin(angle), 0.5 - np.sin(angle))
    rows = np.column_stack([x1, x2]) + rng.normal(0.0, 0.35, size=(m, 2))
    return np.maximum(rows @ directions + places, 0.0), np.where(upper, 0.0, 1.0)


def scores(features, params):
    """Return z of five layers with one output each, a column of `W1` for each."""
    return np.einsum("smf,fs->sm", features, params["W1"]) + params["b1"].T


def trained(submission, features, labels, lam):
    """Train the five layers, each on a table of its own, with the penalty's gradient."""
    m = labels.shape[1]
    params = {"W1": np.zeros((30, 5)), "b1": np.zeros((1, 5))}
    for _ in range(40):
        p = 1 / (1 + np.exp(-scores(features, params)))
        steps = {
            "W1": np.einsum("smf,sm->fs", features, p - labels) / m,
            "b1": np.mean(p - labels, axis=1)[None, :],
        }
        if lam:
            penalty = slopes(submission.l2_grads(params, lam, m), params)
            steps = {name: step + penalty[name] for name, step in steps.items()}
        params = {name: value - 0.3 * steps[name] for name, value in params.items()}
    return params


def losses(features, labels, params):
    """Return the mean cross-entropy of each of the five layers."""
    z = scores(features, params)
    return np.mean(np.logaddexp(0.0, z) - labels * z, axis=1)


@points(1)
@needs("l2_slopes")
@law("what a penalty is for; the five tables and their noise are always the same")
def test_less_overfitting(submission):
    """Five trainings with your L2 gradient end with smaller weights and a smaller gap"""
    tables = [moons(seed, 24 + 400) for seed in range(5)]
    features, labels = (np.stack(part) for part in zip(*tables, strict=True))
    train, test = (features[:, :24], labels[:, :24]), (features[:, 24:], labels[:, 24:])
    plain = trained(submission, *train, 0.0)
    charged = trained(submission, *train, 3.0)
    before, after = (np.linalg.norm(p["W1"], axis=0) for p in (plain, charged))
    holds(
        np.all(after < 0.85 * before),
        "the weights are not clearly smaller with the penalty",
    )
    before, after = (losses(*test, p) - losses(*train, p) for p in (plain, charged))
    holds(
        np.mean(after) < np.mean(before) - 0.03,
        "the gap between training and test loss is not clearly smaller",
    )
