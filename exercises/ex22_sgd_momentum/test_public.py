"""Public checks. The expected numbers are worked by hand in the comments."""

import numpy as np
import pytest

from grader.checks import close, holds, known_by, mutated, needs, points


def steps(optimizer, params, *gradients):
    """Step once for each gradient of the only parameter; return where it was."""
    (name,) = params
    path = []
    for gradient in gradients:
        optimizer.step(params, {name: np.asarray(gradient, dtype=float)})
        path.append(params[name].copy())
    return path


@points(1)
def test_first_step(submission):
    """The first step is -lr times the gradient, with and without momentum"""
    for options in ({"momentum": 0.9}, {}):
        params = {"W": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])}
        gradient = np.array([[2.0, 0.0, -2.0], [1.0, -1.0, 4.0]])
        path = steps(submission.SGD(0.5, **options), params, gradient, 0 * gradient)
        close(path[0], [[0.0, 2.0, 4.0], [3.5, 5.5, 4.0]])


@points(2)
@needs("first_step")
def test_three_steps_in_a_valley(submission):
    """Three steps on x^2 + 3 y^2 from (4, 3): the worked example"""
    params = {"p": np.array([4.0, 3.0])}
    optimizer = submission.SGD(lr=0.05, momentum=0.9)
    for position in ([3.6, 2.1], [2.88, 0.66], [1.944, -0.834]):
        optimizer.step(params, {"p": params["p"] * [2.0, 6.0]})
        close(params["p"], position)


@points(0.5)
@needs("first_step")
def test_same_push_again(submission):
    """With the same gradient again and again the steps grow: 1, 1.5, 1.75"""
    path = steps(
        submission.SGD(1.0, 0.5), {"b": np.array([9.0])}, [1.0], [1.0], [1.0], [0.0]
    )
    # velocities -1, -1.5, -1.75, and then -0.875 without any push
    close(path, [[8.0], [6.5], [4.75], [3.875]])


@points(1)
@needs("first_step")
def test_plain_descent(submission):
    """By default there is no momentum and the learning rate is 0.01"""
    path = steps(submission.SGD(), {"w": np.array([1.0, -1.0])}, [5.0, 1.0], [0.0, 2.0])
    close(path, [[0.95, -1.01], [0.95, -1.03]])


@points(1.5)
@needs("first_step")
def test_each_parameter_has_its_own_velocity(submission):
    """Two parameters do not push each other"""
    params = {"u": np.array([0.0, 0.0]), "v": np.array([0.0, 0.0])}
    optimizer = submission.SGD(1.0, 0.5)
    optimizer.step(params, {"u": np.array([1.0, 0.0]), "v": np.array([0.0, 4.0])})
    optimizer.step(params, {"u": np.array([0.0, 0.0]), "v": np.array([0.0, 0.0])})
    # what is left of each velocity in the second step is half of its own push
    close(params["u"], [-1.5, 0.0])
    close(params["v"], [0.0, -6.0])


@points(1)
@needs("first_step")
def test_each_optimizer_has_its_own_velocity(submission):
    """A new optimizer starts from rest, and the old one goes on undisturbed"""
    old = submission.SGD(1.0, 0.5)
    mine, other = {"w": np.array([0.0])}, {"w": np.array([0.0])}
    steps(old, mine, [4.0])
    steps(submission.SGD(1.0, 0.5), other, [1.0], [1.0])
    steps(old, mine, [0.0])
    close(other["w"], [-2.5])
    close(mine["w"], [-6.0])


@points(1)
@needs("first_step")
def test_in_place(submission):
    """The arrays that were given are the arrays that move"""
    W, b = np.array([[1.0, 2.0]]), np.array([3.0])
    params = {"W": W, "b": b}
    optimizer = submission.SGD(0.1, 0.9)
    grads = {"W": np.array([[1.0, -1.0]]), "b": np.array([2.0])}
    for _ in range(2):
        optimizer.step(params, grads)
    # velocities -0.1 g, -0.19 g
    close(W, [[1 - 0.29, 2 + 0.29]])
    close(b, [3 - 0.58])
    holds(sorted(params) == ["W", "b"], "the names in the dict have changed")


@points(0.5)
@needs("three_steps_in_a_valley")
def test_learning_rate_changes(submission):
    """When lr is set between two steps, old velocity stays as it is"""
    optimizer, params = submission.SGD(1.0, 0.5), {"w": np.array([0.0])}
    steps(optimizer, params, [1.0])
    optimizer.lr = 0.1
    steps(optimizer, params, [1.0])
    close(params["w"], [-1.0 - 0.5 - 0.1])
    optimizer.momentum = 0.0
    steps(optimizer, params, [1.0])
    close(params["w"], [-1.7])


@points(1)
@needs("three_steps_in_a_valley")
def test_rates_that_make_no_sense(submission):
    """A learning rate not above 0 and a momentum outside of 0 to 1 are refused"""
    for lr in (0.0, -0.1, float("nan")):
        with pytest.raises(ValueError):
            submission.SGD(lr)
    for momentum in (1.5, 1.0, -0.1, float("nan")):
        with pytest.raises(ValueError):
            submission.SGD(0.1, momentum)


@points(0.5)
@needs("three_steps_in_a_valley")
def test_missing_gradient(submission):
    """A parameter without a gradient is a KeyError"""
    params = {"a": np.array([1.0]), "b": np.array([1.0])}
    with pytest.raises(KeyError):
        submission.SGD().step(params, {"a": np.array([1.0])})


@points(1)
@needs("three_steps_in_a_valley")
def test_what_does_not_fit(submission):
    """A gradient of another shape, and a parameter of integers, are ValueErrors"""
    for gradient in (np.array([1.0]), np.array([[1.0], [2.0]]), np.array(1.0)):
        with pytest.raises(ValueError):
            submission.SGD().step({"a": np.array([1.0, 2.0])}, {"a": gradient})
    with pytest.raises(ValueError):
        submission.SGD().step({"a": np.array([1, 2])}, {"a": np.array([1.0, 2.0])})


@points(0.5)
@needs("three_steps_in_a_valley")
def test_gradients_stay_as_they_are(submission):
    """The gradients that were given are not changed, not by a later step either"""
    gradient, optimizer = np.array([1.0, -2.0]), submission.SGD(0.5, 0.5)
    params = {"w": np.array([1.0, 1.0])}
    names = []
    for _ in range(2):
        optimizer.step(params, {"w": gradient})
        names += mutated(submission)
    known_by(submission, names.count("grads"))
    holds("grads" not in names, "the gradients that were given have been changed")
