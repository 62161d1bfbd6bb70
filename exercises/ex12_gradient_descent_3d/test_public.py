"""Public checks. The walk is worked by hand; the picture is read off the Axes."""

import numpy as np
import pytest

from grader.checks import close, holds, known_by, needs, points, unchanged
from grader.drawing import blank_axes, figures

# Four points of a walk with learning rate 0.25: each step leaves half of the distance.
PATH = np.array([[4.0, -2.0, 20.0], [2.0, -1.0, 5.0], [1.0, -0.5, 1.25],
                 [0.5, -0.25, 0.3125]])  # fmt: skip


def path_in(drawn, path):
    """Find the lines that go through all points of a path, in order."""
    return [
        line
        for line in drawn.lines
        if line.x.size == len(path)
        and np.allclose(np.column_stack([line.x, line.y, line.z]), path, atol=1e-6)
    ]


@points(2)
def test_walk_by_hand(submission):
    """Three steps from (4, -2) with learning rate 0.25, start and losses included"""
    close(submission.descend([4.0, -2.0], 0.25, 3), PATH)


@points(1)
@needs("walk_by_hand")
def test_walk_of_twenty_steps(submission):
    """From (4, 3) with learning rate 0.1, twenty steps come close to the lowest point"""
    path = submission.descend(np.array([4, 3]), lr=0.1, steps=20)
    holds(path.shape == (21, 3), "the path does not have 21 rows")
    # each step leaves 0.8 of both weights, and so 0.64 of the loss
    close(path[-1], [4 * 0.8**20, 3 * 0.8**20, 25 * 0.64**20])


@points(1)
@needs("walk_by_hand")
def test_no_steps(submission):
    """Without a step the path is the start alone"""
    close(submission.descend((3, 4), 0.1, 0), [[3.0, 4.0, 25.0]])


@points(1)
@needs("walk_by_hand")
def test_start_is_left_alone(submission):
    """The caller's start is what it was before"""
    start = np.array([1.0, 2.0])
    submission.descend(start, 0.25, 2)
    unchanged(submission)


@points(1)
@needs("walk_by_hand")
def test_bad_input_is_refused(submission):
    """A negative number of steps, and a start that is not two numbers, are refused"""
    for start, steps in (([1.0, 2.0], -1), ([1.0, 2.0, 3.0], 2), ([1.0], 2),
                         ([[1.0], [2.0]], 2)):  # fmt: skip
        with pytest.raises(ValueError):
            submission.descend(start, 0.1, steps)


@points(2)
def test_path_on_the_axes_given(submission):
    """A path is one line in space on the given Axes; no figure opens, nothing is shown"""
    ax = blank_axes(submission, three_d=True)
    drawn = submission.plot_descent(PATH, ax)
    done = figures(submission)
    heights = sorted(float(n.z.max()) for n in drawn.lines if n.x.size == len(PATH))
    wires = len(drawn.paths) > 0 and not drawn.surfaces
    scattered = sum(n.x.size for n in drawn.points) if not heights else 0
    known_by(submission, drawn.is_on(ax), *done, heights, scattered, wires)
    holds(drawn.is_on(ax), "what came back is not the Axes that was given")
    holds(not done.opened, "a figure was opened although an Axes was given")
    holds(not done.shown, "the picture was shown; that is for the caller to do")
    holds(not done.saved, "the picture was written to a file")
    holds(path_in(drawn, PATH), "no line goes through the points of the path in order")
    holds(drawn.surfaces, "there is no surface; plot_surface draws one")
