"""Hidden checks. Oracles: weighted means over all gradients, laws, a race worked apart."""

import numpy as np

from grader.checks import close, equal, fresh, law, needs, points


def near(actual, expected):
    """Compare to six digits, which leaves room for eps."""
    close(actual, expected, rtol=1e-6, atol=1e-7)


def drawn(rng):
    """Draw five gradients of a matrix, away from zero, where they would need eps."""
    sizes = 10.0 ** rng.uniform(-1, 1, size=(5, 2, 3))
    return sizes * rng.choice([-1.0, 1.0], size=(5, 2, 3))


def walked(optimizer, gradients):
    """Step once for each gradient, and return how far each step went."""
    params, moves = {"W": np.zeros(gradients.shape[1:])}, []
    for gradient in gradients:
        before = params["W"].copy()
        optimizer.step(params, {"W": gradient})
        moves.append(params["W"] - before)
    return np.array(moves)


def mean_so_far(values, share):
    """Average values 0 to t for each t, each older one counting `share` of the next."""
    means = []
    for t in range(1, len(values) + 1):
        weights = share ** np.arange(t - 1, -1, -1.0)
        means.append(np.average(values[:t], axis=0, weights=weights))
    return np.array(means)


@points(1.5)
@needs("adagrad_by_hand")
@law("any gradients and shapes, by a sum over the whole history")
def test_adagrad_on_any_gradients(submission, rng):
    """AdaGrad divides by the root of all squares, in matrices as well"""
    gradients, lr = drawn(rng), float(rng.uniform(0.1, 2.0))
    moves = walked(submission.AdaGrad(lr), gradients)
    near(moves, -lr * gradients / np.sqrt(np.cumsum(gradients**2, axis=0)))


@points(1.5)
@needs("rmsprop_by_hand")
@law("any gradients, shares and shapes, by a mean over the whole history")
def test_rmsprop_on_any_gradients(submission, rng):
    """RMSprop divides by the root of a mean that began at zero"""
    gradients, lr = drawn(rng), float(rng.uniform(0.1, 2.0))
    decay = float(rng.uniform(0.3, 0.99))
    moves = walked(submission.RMSprop(lr, decay), gradients)
    filled = 1 - decay ** np.arange(1.0, 6.0)[:, np.newaxis, np.newaxis]
    near(moves, -lr * gradients / np.sqrt(filled * mean_so_far(gradients**2, decay)))


@points(2)
@needs("adam_by_hand")
@law("any gradients, shares and shapes: corrected averages are ordinary weighted means")
def test_adam_on_any_gradients(submission, rng):
    """Adam's step is a mean of the gradients over the root of a mean of their squares"""
    gradients, lr = drawn(rng), float(rng.uniform(0.1, 2.0))
    beta1, beta2 = (float(beta) for beta in rng.uniform(0.3, 0.99, 2))
    moves = walked(submission.Adam(lr, beta1, beta2), gradients)
    squares = mean_so_far(gradients**2, beta2)
    near(moves, -lr * mean_so_far(gradients, beta1) / np.sqrt(squares))


@points(1)
@fresh
@needs("adagrad_by_hand", "rmsprop_by_hand", "adam_by_hand")
@law("what tells the three apart: one tires, one settles, one is itself from the start")
def test_the_same_gradient_for_ever(submission, rng):
    """With one gradient again and again AdaGrad tires, RMSprop settles, Adam stays"""
    gradients = np.full((8, 1), float(rng.uniform(0.5, 50)))
    moves = -walked(submission.AdaGrad(1.0), gradients)[:, 0]
    near(moves, 1 / np.sqrt(np.arange(1.0, 9.0)))
    moves = -walked(submission.RMSprop(1.0, 0.1), gradients)[:, 0]
    near(moves[0], 1 / np.sqrt(0.9))
    close(moves[-1], 1.0, rtol=1e-6)
    near(-walked(submission.Adam(1.0), gradients)[:, 0], np.ones(8))


@points(0.75)
@needs("adam_by_hand")
@law("twenty steps whose gradients follow from the steps before")
def test_race_in_a_valley(submission):
    """Twenty steps of Adam down x^2 + 3 y^2 end where the table of the task says"""
    optimizer, params = submission.Adam(lr=0.1), {"p": np.array([4.0, 3.0])}
    for _ in range(20):
        optimizer.step(params, {"p": params["p"] * [2.0, 6.0]})
    x, y = params["p"]
    close(x**2 + 3 * y**2, 8.0868, rtol=1e-4)


@points(0.5)
@needs("in_place", "each_parameter_has_its_own_history")
@law("any shape, from a single number to a cube, and single precision")
def test_any_shape(submission):
    """Arrays of any shape move and keep their shape, a single number as well"""
    shapes = [(), (1,), (3, 1), (2, 3, 2)]
    grads = {str(i): np.full(shape, 3.0 + i) for i, shape in enumerate(shapes)}
    grads["1"] = grads["1"].astype(np.float32)
    for name in ("AdaGrad", "RMSprop", "Adam"):
        held = [np.zeros(shape) for shape in shapes]
        params = {str(i): array for i, array in enumerate(held)}
        optimizer = getattr(submission, name)(0.5)
        optimizer.step(params, grads)
        move = 0.5 / np.sqrt(0.1) if name == "RMSprop" else 0.5
        for array, shape in zip(held, shapes, strict=True):
            equal(np.shape(array), shape)
            near(array, np.full(shape, -move))


@points(0.5)
@needs("each_parameter_has_its_own_history")
@law("a history begins when its parameter comes")
def test_a_parameter_that_comes_later(submission, rng):
    """A parameter that comes later begins without a history"""
    for name, move in (("AdaGrad", 1.0), ("RMSprop", 1 / np.sqrt(0.1))):
        optimizer = getattr(submission, name)(1.0)
        params = {"one": np.zeros(2)}
        optimizer.step(params, {"one": rng.uniform(1, 2, 2)})
        params["two"] = np.zeros((2, 2))
        grads = {"one": rng.uniform(1, 2, 2), "two": rng.uniform(1, 2, (2, 2))}
        optimizer.step(params, grads)
        near(params["two"], np.full((2, 2), -move))
