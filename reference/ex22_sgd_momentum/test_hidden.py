"""Hidden checks. Oracles: explicit sums over all pushes, matrix powers, laws."""

import numpy as np
import pytest

from grader.checks import close, equal, law, needs, points


@points(1.5)
@needs("three_steps_in_a_valley")
@law("long paths in any valley, by powers of a matrix")
def test_paths_in_any_valley(submission, rng):
    """On random bowls the path is right after 2, 3 and 10 steps"""
    for n in (1, 3):
        root = rng.normal(size=(n, n))
        bowl = root @ root.T / n + 0.2 * np.eye(n)
        lr, momentum = float(rng.uniform(0.02, 0.2)), float(rng.uniform(0.3, 0.95))
        start = rng.normal(size=n)
        # (position, velocity) goes through one and the same matrix in every step
        fade, push = momentum * np.eye(n), -lr * bowl
        turn = np.block([[np.eye(n) + push, fade], [push, fade]])
        params, optimizer = {"p": start.copy()}, submission.SGD(lr, momentum)
        for step in range(1, 11):
            optimizer.step(params, {"p": bowl @ params["p"]})
            if step in (2, 3, 10):
                both = np.linalg.matrix_power(turn, step)
                close(params["p"], both[:n, :n] @ start)


@points(0.5)
@needs("three_steps_in_a_valley")
@law("each push goes on with a share that fades, whatever the other pushes are")
def test_sum_of_all_pushes(submission, rng):
    """Every gradient goes on pushing, each time with a share of momentum less"""
    momentum, lr = float(rng.uniform(0.2, 0.95)), float(rng.uniform(0.1, 2.0))
    gradients = rng.normal(size=(6, 2, 3))
    start = rng.normal(size=(2, 3))
    params, optimizer = {"W": start.copy()}, submission.SGD(lr, momentum)
    for gradient in gradients:
        optimizer.step(params, {"W": gradient})
    share = (1 - momentum ** np.arange(6, 0, -1)) / (1 - momentum)
    close(params["W"], start - lr * np.tensordot(share, gradients, axes=1))


@points(0.5)
@needs("each_parameter_has_its_own_velocity")
def test_a_parameter_that_comes_later(submission, rng):
    """A parameter that comes later starts from rest, and the others go on"""
    optimizer = submission.SGD(1.0, 0.5)
    first, second = rng.normal(size=3), rng.normal(size=(2, 2))
    params = {"one": np.zeros(3)}
    optimizer.step(params, {"one": first})
    params["two"] = np.zeros((2, 2))
    optimizer.step(params, {"one": first, "two": second})
    close(params["two"], -second)
    close(params["one"], -2.5 * first)


@points(0.5)
@needs("each_parameter_has_its_own_velocity", "in_place")
@law("any shape, from a single number to a cube")
def test_any_shape(submission, rng):
    """Arrays of any shape move and keep their shape, a single number as well"""
    shapes = [(), (1,), (3, 1), (1, 2), (2, 3, 2)]
    arrays = [rng.normal(size=shape) * np.ones(shape) for shape in shapes]
    held = [np.array(array) for array in arrays]
    params = {str(i): array for i, array in enumerate(held)}
    grads = {str(i): np.array(rng.normal(size=shape)) for i, shape in enumerate(shapes)}
    optimizer = submission.SGD(0.5, 0.5)
    for _ in range(2):
        optimizer.step(params, grads)
    for i, (array, before) in enumerate(zip(held, arrays, strict=True)):
        equal(np.shape(array), shapes[i])
        close(array, before - 1.25 * grads[str(i)])


@points(0.5)
@needs("rates_that_make_no_sense")
@law("the whole range outside, and what is just inside")
def test_range_of_the_rates(submission, rng):
    """Everything outside of the ranges is refused, nothing inside of them is"""
    for lr, momentum in (
        (-float(rng.uniform(0.001, 5)), 0.5),
        (0.1, float(rng.uniform(1.0, 9))),
        (0.1, -float(rng.uniform(0.001, 5))),
        (0.0, 0.0),
    ):
        with pytest.raises(ValueError):
            submission.SGD(lr, momentum)
    for lr, momentum in ((float(rng.uniform(2, 50)), 0.0), (1e-9, 0.999)):
        optimizer, params = submission.SGD(lr, momentum), {"w": np.array([0.0])}
        optimizer.step(params, {"w": np.array([1.0])})
        close(params["w"], [-lr])
