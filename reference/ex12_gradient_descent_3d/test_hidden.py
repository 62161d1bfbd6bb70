"""Hidden checks: the closed form of the walk, and laws; the bowl is read off the Axes."""

import numpy as np

from grader.checks import close, holds, known_by, law, needs, points
from grader.drawing import blank_axes, figures, look


def bowl_of(drawn):
    """Measure the largest surface: how far off the bowl it is, its sides, its grid."""
    surface = max(drawn.surfaces, key=lambda each: len(each.pieces), default=None)
    if surface is None or surface.corners.shape[1:] != (3,):
        return None
    x, y, z = surface.corners.T
    off = float(np.abs(z - x**2 - y**2).max() / max(1.0, np.abs(z).max()))
    fine = min(np.unique(x.round(9)).size, np.unique(y.round(9)).size)
    return off, (x.min(), x.max(), y.min(), y.max()), fine


def covered(measured, path):
    """Say for each side of the surface whether the path stays inside."""
    left, right, front, back = measured[1] if measured else (0.0,) * 4
    (x, y), (u, v) = path[:, :2].min(axis=0), path[:, :2].max(axis=0)
    return [bool(n) for n in (left <= x, u <= right, front <= y, v <= back)]


@points(1)
@needs("walk_by_hand")
@law("The closed form leaves no room for a table of the values that are shown.")
def test_closed_form(submission, rng):
    """After k steps (1 - 2 lr) to the power k is left of both weights"""
    start, lr = rng.uniform(1, 3, 2) * (1, -1), rng.uniform(0.05, 0.45)
    left = (1 - 2 * lr) ** np.arange(31)
    path = submission.descend(start, lr, 30)
    close(path[:, :2], np.outer(left, start), rtol=1e-9, atol=1e-14)
    close(path[:, 2], (start @ start) * left**2, rtol=1e-9, atol=1e-14)


@points(1)
@needs("walk_by_hand")
@law("What the learning rate does, said without the closed form.")
def test_learning_rates(submission, rng):
    """1 jumps to and fro, 1.1 climbs out of the bowl, 0.5 hits the bottom, 0 stays"""
    start = rng.uniform(1, 3, 2)
    close(submission.descend(start, 1.0, 2)[:, :2], [start, -start, start])
    losses = submission.descend(start, 1.1, 6)[:, 2]
    holds((np.diff(losses) > 0).all(), "with learning rate 1.1 the loss must grow")
    close(submission.descend(start, 0.5, 1)[1], np.zeros(3), atol=1e-15)
    close(submission.descend(start, 0.0, 2)[2, :2], start)


@points(1)
@needs("walk_by_hand")
def test_whole_numbers(submission):
    """Whole numbers and float32 in the start give the float64 path of the same numbers"""
    half = [[3.0, 2.0, 13.0], [1.5, 1.0, 3.25], [0.75, 0.5, 0.8125]]
    for start in (np.array([3, 2]), [3, 2]):
        close(submission.descend(start, 0.25, 2), half)
    single = np.array([0.1, 0.7], dtype=np.float32)
    x, y = map(float, single)
    close(submission.descend(single, 0.25, 1)[1], [x / 2, y / 2, (x * x + y * y) / 4])


@points(2)
@needs("path_on_the_axes_given")
def test_the_bowl(submission, rng):
    """The surface has the heights of the bowl and covers every point of the path"""
    far = np.array([3.0, -5.0]) + rng.uniform(-0.5, 0.5, 2)
    path = np.array([[*w, w @ w] for w in (far, -far / 2, far / 4)])
    ax = blank_axes(submission, three_d=True)
    submission.plot_descent(path, ax)
    measured = bowl_of(look(ax))
    off, fine = (measured[0], measured[2]) if measured else (1.0, 0)
    covers = covered(measured, path)
    known_by(submission, bool(measured), off < 1e-9, *covers, fine >= 20)
    holds(measured, "there is no surface; plot_surface draws one")
    holds(off < 1e-9, "the heights of the surface are not those of the bowl")
    holds(all(covers), "a point of the path lies outside of the surface")
    holds(fine >= 20, "the grid has fewer than 20 points along a side")


@points(1)
@needs("path_on_the_axes_given")
def test_new_figure(submission):
    """Without ax one figure with a 3-D Axes is opened; axes are named, the bowl is wide"""
    path = np.array([[-2.0, 0.0, 4.0], [0.5, 0.0, 0.25]])
    drawn = submission.plot_descent(path)
    opened = figures(submission).opened
    named = [bool(label.strip()) for label in drawn.labels]
    covers = covered(bowl_of(drawn), path)
    known_by(submission, opened, drawn.three_d, *named, *covers)
    holds(opened == 1, "not exactly one figure was opened")
    holds(drawn.three_d, "the Axes is flat")
    holds(all(named), "an axis has no name")
    holds(all(covers), "a point of the path lies outside of the surface")


@points(0.5)
@needs("path_on_the_axes_given")
def test_one_point(submission, rng):
    """The bowl of a path with one row is a surface and not a point"""
    w = rng.uniform(1, 3, 2) * (1, -1)
    path = np.array([[*w, w @ w]])
    ax = blank_axes(submission, three_d=True)
    submission.plot_descent(path, ax)
    measured = bowl_of(look(ax))
    left, right, front, back = measured[1] if measured else (0.0,) * 4
    wide, covers = [bool(right > left), bool(back > front)], covered(measured, path)
    known_by(submission, *wide, *covers)
    holds(all(wide), "the surface has no width")
    holds(all(covers), "a point of the path lies outside of the surface")


@points(0.5)
@needs("path_on_the_axes_given")
def test_climbing_path(submission, rng):
    """The surface covers a path that climbs out of the bowl, away from its start"""
    start = rng.uniform(1, 2, 2) * (1, -1)
    path = np.array([[*w, w @ w] for w in (start, -2 * start, 4 * start)])
    ax = blank_axes(submission, three_d=True)
    submission.plot_descent(path, ax)
    covers = covered(bowl_of(look(ax)), path)
    known_by(submission, *covers)
    holds(all(covers), "a point of the path lies outside of the surface")
