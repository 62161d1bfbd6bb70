"""Hidden checks: laws of the data, grids that are not square, a network of our own."""

import numpy as np

from grader.checks import close, equal, holds, known_by, law, needs, points
from grader.drawing import figures


@points(1)
@needs("moons_without_noise", "circles_without_noise")
def test_seeds(submission, rng):
    """The same seed makes the same data, another seed makes other data"""
    seed = int(rng.integers(1000))
    makers = (
        lambda s: submission.make_moons(30, 0.1, s),
        lambda s: submission.make_circles(30, 0.1, 0.5, s),
    )
    same = [bool((make(seed)[0] == make(seed)[0]).all()) for make in makers]
    other = [bool((make(seed)[0] == make(seed + 1)[0]).all()) for make in makers]
    known_by(submission, *same, *other)
    holds(all(same), "the same seed makes different data")
    holds(not any(other), "different seeds make the same data")


@points(1)
@needs("circles_without_noise")
def test_noise(submission, rng):
    """Noise is normal, with the standard deviation that was asked for, in both columns"""
    sizes, kurtoses = [], []
    for noise in (0.02, 0.05):
        seed = int(rng.integers(1000))
        X, y = submission.make_circles(4000, noise, 0.4, seed)
        # Across the curve, as good as alone: 0.05 squared is small beside 0.4.
        across = [np.hypot(*X.T) - np.where(y == 1, 0.4, 1.0)]
        X, y = submission.make_moons(4000, noise, seed)
        across.append(np.hypot(*(X - y[:, None] * [1.0, 0.5]).T) - 1.0)
        for off in across:
            sizes.append(float(off.std()) / noise)
            scaled = (off - off.mean()) / (off.std() or 1.0)
            kurtoses.append(float((scaled**4).mean()))
    # Standard errors are 0.011 and 0.08; uniform noise has kurtosis 1.8, normal 3.
    known_by(
        submission, *(round(s * 10) / 10 for s in sizes), *(k > 2.4 for k in kurtoses)
    )
    holds(
        all(abs(s - 1) < 0.08 for s in sizes), "the noise has another size than asked"
    )
    holds(all(2.4 < k < 3.6 for k in kurtoses), "the noise is not normal")


@points(1)
@needs("grid_by_hand")
@law("Many cells of grids that are not square, with another classifier each time.")
def test_cells_of_a_grid(submission, rng):
    """Z[i, j] is the class of (xx[i, j], yy[i, j]), on grids with other sides"""
    a, b, c = rng.uniform(0.5, 2.0, 3)

    def classes(rows):
        return (np.floor(a * rows[:, 0] + b * rows[:, 1] ** 2 + c)).astype(int) % 3

    for nx, ny in ((13, 6), (4, 11)):
        left, bottom = rng.uniform(-2, 0, 2).round(2)
        xlim, ylim = (left, left + 0.25 * (nx - 1)), (bottom, bottom + 0.25 * (ny - 1))
        xx, yy, Z = submission.predict_grid(classes, xlim, ylim, step=0.25)
        equal((xx.shape, Z.shape), ((ny, nx), (ny, nx)))
        close((xx[0, 0], xx[-1, -1], yy[0, 0], yy[-1, -1]), (*xlim, *ylim))
        rows = np.column_stack([xx.ravel(), yy.ravel()])
        equal(Z.ravel(), classes(rows))
    xx, _, Z = submission.predict_grid(classes, (0.0, 0.2), (0.0, 0.1))
    equal((xx.shape, Z.shape), ((6, 11), (6, 11)))  # the step is 0.02 by default


@points(1)
@needs("grid_by_hand", "one_question")
def test_answers_in_a_column(submission):
    """A classifier that answers with shape (m, 1) gives the same grid"""

    def column(rows):
        return (rows[:, :1] > 0.4).astype(int)

    _, _, Z = submission.predict_grid(column, (0.0, 1.0), (0.0, 0.5), 0.25)
    equal(Z, [[0, 0, 1, 1, 1]] * 3)


@points(1)
@needs("grid_by_hand")
def test_step_is_refused(submission):
    """A step of 0 or below is refused with ValueError, before anybody is asked"""
    asked, refused = [], []

    def nobody(rows):
        asked.append(len(rows))
        return np.zeros(len(rows), dtype=int)

    for step in (0.0, -0.5):
        try:
            submission.predict_grid(nobody, (0.0, 1.0), (0.0, 1.0), step)
        except ValueError:
            refused.append(True)
        except (ZeroDivisionError, OverflowError, MemoryError):
            refused.append(False)
        else:
            refused.append(False)
    known_by(submission, *refused)
    holds(all(refused), "a step that is not above 0 was accepted")


@points(1)
@needs("picture_on_the_axes_given")
def test_new_figure(submission, rng):
    """Without ax one figure opens, and the regions reach as far as the samples"""
    X = np.array([[-0.7, 0.2], [0.6, 0.7], [0.4, -0.6], [-0.3, -0.4]])
    X = X + rng.uniform(-0.2, 0.2, X.shape)

    def side(rows):
        return (rows[:, 0] > 0.1).astype(int)

    drawn = submission.plot_boundary(side, X, np.array([0, 1, 1, 0]))
    opened = figures(submission).opened
    filled = [c for c in drawn.contours if c.filled]
    covered = bool(filled) and bool((filled[0].band_at(*X.T) >= 0).all())
    known_by(submission, opened, bool(filled), covered)
    holds(opened == 1, "not exactly one figure was opened")
    holds(covered, "a sample lies outside of the regions")


@points(1)
@needs("comparison_by_hand")
def test_columns_of_answers(submission, rng):
    """Answers with shape (m, 1) and three classes are counted just as well"""
    X_train, X_test = rng.normal(size=(6, 2)), rng.normal(size=(5, 2))
    answers = np.array([[0], [2], [1], [1], [2]])
    asked = []

    def fit_predict(hidden, X, y, X_new):
        asked.append(len(X_new))
        return answers

    labels = np.array([0, 2, 2, 1, 0])
    shares = submission.compare_layouts(
        fit_predict, X_train, np.array([0, 1, 2, 0, 1, 2]), X_test, labels, [[4]]
    )
    known_by(submission, shares)
    close(shares, [0.6])


def descend(hidden, X, y, X_new):
    """Train a network with at most one hidden layer (tanh) by plain descent."""
    rng = np.random.default_rng(len(hidden))
    sizes = [2, *hidden, 1]
    W = [
        rng.normal(0, 1 / np.sqrt(a), (a, b))
        for a, b in zip(sizes, sizes[1:], strict=False)
    ]
    b = [np.zeros((1, size)) for size in sizes[1:]]

    def forward(rows):
        inner = np.tanh(rows @ W[0] + b[0]) if hidden else rows
        return inner, 1 / (1 + np.exp(-(inner @ W[-1] + b[-1])))

    for _ in range(300):
        inner, p = forward(X)
        delta = (p - y[:, None]) / len(X)
        if hidden:
            below = delta @ W[-1].T * (1 - inner**2)
            W[0], b[0] = W[0] - 2 * X.T @ below, b[0] - 2 * below.sum(0)
        W[-1], b[-1] = W[-1] - 2 * inner.T @ delta, b[-1] - 2 * delta.sum(0)
    return (forward(X_new)[1].ravel() > 0.5).astype(int)


@points(2)
@needs("noise", "seeds", "comparison_by_hand")
@law("What the data are for: a line cannot split them, one hidden layer can.")
def test_capacity(submission, rng):
    """No line splits the circles; one hidden layer splits circles and moons"""
    shares = {}
    for name, options in (("moons", (0.1,)), ("circles", (0.05, 0.5))):
        make = getattr(submission, f"make_{name}")
        seed = int(rng.integers(1000))
        train, test = make(200, *options, seed), make(200, *options, seed + 1)
        shares[name] = submission.compare_layouts(descend, *train, *test, [[], [16]])
    known_by(submission)
    holds(shares["circles"][0] <= 0.7, "a line splits the circles too well")
    holds(shares["circles"][1] >= 0.93, "the circles cannot be told apart")
    holds(
        0.75 <= shares["moons"][0] <= 0.95,
        "a line splits the moons too well or too badly",
    )
    holds(shares["moons"][1] >= 0.93, "the moons cannot be told apart")
