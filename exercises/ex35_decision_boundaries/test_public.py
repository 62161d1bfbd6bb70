"""Public checks. Geometry and small tables worked by hand."""

import numpy as np

from grader.checks import close, equal, holds, known_by, needs, points, unchanged
from grader.drawing import blank_axes, figures


def on_upper_moon(rows):
    """Whether each row lies on the moon of class 0."""
    return (np.abs(np.hypot(*rows.T) - 1) < 1e-9) & (rows[:, 1] > -1e-9)


def on_lower_moon(rows):
    """Whether each row lies on the moon of class 1."""
    x, y = (rows - [1, 0.5]).T
    return (np.abs(np.hypot(x, y) - 1) < 1e-9) & (y < 1e-9)


def spread(rows, centre):
    """Say how far round rows are spread, as the range of their angles in units of pi/2."""
    x, y = (rows - centre).T
    return round(float(np.ptp(np.arctan2(y, x))) / (np.pi / 2))


@points(1.5)
def test_moons_without_noise(submission):
    """Without noise every sample lies on the half circle of its class"""
    X, y = submission.make_moons(41, 0.0, 3)
    counts = [int((y == c).sum()) for c in (0, 1)]
    upper, lower = on_upper_moon(X[y == 0]), on_lower_moon(X[y == 1])
    # One that was drawn at random has other counts each time.
    known_by(submission, counts == [21, 20], *counts[2:], float(upper.mean()) == 1,
             float(lower.mean()) == 1, *np.round(X.min(axis=0)), *np.round(X.max(axis=0)))  # fmt: skip
    equal(counts, [21, 20])
    holds(upper.all(), "a sample of class 0 is not on the upper moon")
    holds(lower.all(), "a sample of class 1 is not on the lower moon")
    for rows, centre in ((X[y == 0], [0, 0]), (X[y == 1], [1, 0.5])):
        across = rows[:, 0] - centre[0]
        holds(across.min() < -0.8 < 0.8 < across.max(), "a moon is not whole")


@points(1.5)
def test_circles_without_noise(submission):
    """Without noise class 0 is on the circle of radius 1, class 1 on that of radius factor"""
    X, y = submission.make_circles(40, 0.0, 0.3, 5)
    counts = [int((y == c).sum()) for c in (0, 1)]
    radius = np.hypot(*X.T)
    low = [round(float(radius[y == c].min()), 6) if counts[c] else 0.0 for c in (0, 1)]
    high = [round(float(radius[y == c].max()), 6) if counts[c] else 0.0 for c in (0, 1)]
    known_by(submission, counts == [20, 20], *low, *high, spread(X, [0, 0]))
    equal(counts, [20, 20])
    close(radius, np.where(y == 1, 0.3, 1.0))
    for c in (0, 1):
        quarters = {(bool(a), bool(b)) for a, b in X[y == c] > 0}
        holds(len(quarters) == 4, "a circle is not whole")


@points(2)
def test_grid_by_hand(submission):
    """A grid of 3 rows and 5 columns: its points, its shape and the class of each"""

    def right_of_line(rows):
        return (rows[:, 0] > 2 * rows[:, 1] - 0.25).astype(int)

    xx, yy, Z = submission.predict_grid(right_of_line, (0.0, 2.0), (0.0, 1.0), 0.5)
    xs, ys = [0.0, 0.5, 1.0, 1.5, 2.0], [0.0, 0.5, 1.0]
    close(xx, [xs] * 3)
    close(yy, [[v] * 5 for v in ys])
    equal(Z, [[1, 1, 1, 1, 1], [0, 0, 1, 1, 1], [0, 0, 0, 0, 1]])


@points(1)
@needs("grid_by_hand")
def test_one_question(submission):
    """The classifier is asked once, about all points together"""
    seen = []

    def first(rows):
        seen.append(len(rows))
        return np.zeros(len(rows), dtype=int)

    submission.predict_grid(first, (-1.0, 1.0), (0.0, 1.0), 0.25)
    known_by(submission, *seen[:3])
    equal(seen, [45])


@points(3)
@needs("grid_by_hand")
def test_picture_on_the_axes_given(submission):
    """Regions and samples are on the Axes that is given; no figure opens, nothing is shown"""

    def above(rows):
        return (rows[:, 1] > 0.4 + 0.5 * rows[:, 0]).astype(int)

    X = np.array([[0.1, 0.9], [0.3, 0.2], [0.8, 0.1], [0.6, 1.4], [1.7, 0.5]])
    y = np.array([1, 0, 0, 1, 0])
    ax = blank_axes(submission)
    drawn = submission.plot_boundary(above, X, y, ax)
    done = figures(submission)
    x1, x2 = np.meshgrid(np.linspace(0.15, 1.65, 8), np.linspace(0.15, 1.35, 7))
    rows = np.column_stack([x1.ravel(), x2.ravel()])
    clear = np.abs(rows[:, 1] - 0.4 - 0.5 * rows[:, 0]) > 0.1
    apart = tells_apart(drawn, rows[clear], above(rows[clear]))
    samples = sample_colours(drawn, X, y)
    known_by(submission, drawn.is_on(ax), *done, bool(drawn.contours), apart,
             samples is None, samples is not None and samples)  # fmt: skip
    holds(drawn.is_on(ax), "what came back is not the Axes that was given")
    holds(not done.opened, "a figure was opened although an Axes was given")
    holds(not done.shown, "the picture was shown; that is for the caller to do")
    holds(not done.saved, "the picture was written to a file")
    holds(apart, "the filled regions are not those of the classes")
    holds(samples is not None, "the samples are not all there, as points")
    holds(samples, "the colours of the samples do not tell the classes apart")


def tells_apart(drawn, rows, classes):
    """Whether some filled contours put rows into the same band only if classes agree."""
    for contours in drawn.contours:
        bands = contours.band_at(*rows.T)
        of_class = [set(bands[classes == c].tolist()) for c in np.unique(classes)]
        alone = sum(map(len, of_class)) == len(set().union(*of_class))
        if contours.filled and alone and -1 not in set().union(*of_class):
            return True
    return False


def sample_colours(drawn, X, y):
    """Whether the samples' colours tell their classes apart; None where samples lack."""
    colour_of = {}
    for call in drawn.points:
        colours = np.broadcast_to(call.colours, (call.x.size, 4)).round(3)
        for place, colour in zip(
            zip(call.x, call.y, strict=True), colours, strict=True
        ):
            colour_of[tuple(np.round(place, 6))] = tuple(colour.tolist())
    found = [colour_of.get(tuple(row)) for row in np.round(X, 6)]
    if None in found:
        return None
    of_class = [
        {f for f, c in zip(found, y, strict=True) if c == k} for k in set(y.tolist())
    ]
    return sum(map(len, of_class)) == len(set().union(*of_class))


@points(2)
def test_comparison_by_hand(submission):
    """Two layouts are trained on scaled training rows and judged by scaled test rows"""
    asked = []

    def fit_predict(hidden, X, y, X_new):
        asked.append((list(hidden), X, y, X_new))
        return np.array([1, 0, 1, 0]) if hidden else np.array([1, 1, 1, 1])

    # columns with mean 2 and 20, standard deviation 1 and 10
    X_train = np.array([[1.0, 10.0], [3.0, 30.0], [1.0, 30.0], [3.0, 10.0]])
    y_train, y_test = np.array([0, 1, 0, 1]), np.array([1, 0, 0, 0])
    X_test = np.array([[4.0, 20.0], [0.0, 0.0], [2.0, 50.0], [1.0, 10.0]])
    shares = submission.compare_layouts(
        fit_predict, X_train, y_train, X_test, y_test, [[], [8, 4]]
    )
    given = [np.concatenate([a.ravel(), b.ravel()]) for _, a, _, b in asked]
    known_by(submission, shares, len(asked), *given)
    unchanged(submission)
    holds([a[0] for a in asked] == [[], [8, 4]], "not each layout in turn was trained")
    for _, X, y, X_new in asked:
        close(X, [[-1, -1], [1, 1], [-1, 1], [1, -1]])
        equal(y, y_train)
        close(X_new, [[2, 0], [-2, -2], [0, 3], [-1, -1]])
    close(shares, [0.25, 0.75])
