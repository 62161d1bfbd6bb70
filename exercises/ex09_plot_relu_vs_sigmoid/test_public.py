"""Public checks. What is on the Axes is compared with formulas from Python's math."""

import math

import numpy as np

from grader.checks import holds, known_by, needs, points
from grader.drawing import blank_axes, figures


def sigmoid(x):
    """Return the sigmoid, one number at a time."""
    return np.array([(1 + math.tanh(each / 2)) / 2 for each in x])


def relu(x):
    """Return ReLU, one number at a time."""
    return np.array([each if each > 0 else 0.0 for each in x])


def lines(drawn):
    """Describe each line: which curve it is by its numbers, its points, its ends."""
    found = []
    for line in drawn.lines:
        level = np.ptp(line.x) == 0 or np.ptp(line.y) == 0
        if line.x.size < 2 or level:
            continue  # a line along an axis: decoration
        middle = float(np.interp(0.5, line.x, line.y))
        found.append((line.x.size, float(line.x[0]), float(line.x[-1]), middle))
    return sorted(found)


@points(2)
def test_both_curves(submission):
    """The Axes that comes back shows the sigmoid and ReLU from -5 to 5"""
    drawn = submission.plot_relu_vs_sigmoid()
    known_by(submission, lines(drawn))
    for name, function in (("sigmoid", sigmoid), ("ReLU", relu)):
        curve = drawn.curve(function)
        holds(curve is not None, f"no line on the Axes has the values of {name}")
        holds(
            math.isclose(curve.x.min(), -5) and math.isclose(curve.x.max(), 5),
            f"the line of {name} does not reach from -5 to 5",
        )
        holds(curve.x.size == 100, f"the line of {name} does not have 100 points")


@points(1.5)
@needs("both_curves")
def test_legend(submission):
    """The legend names each curve, and means the right one by each name"""
    drawn = submission.plot_relu_vs_sigmoid()
    entries = drawn.legend or {}
    means = {}
    for name, function in (("sigmoid", sigmoid), ("relu", relu)):
        looks = [look for text, look in entries.items() if name in text.lower()]
        curve = drawn.curve(function)
        means[name] = (bool(looks), curve is not None and curve.look in looks)
    known_by(submission, drawn.legend is None, *means.values())
    holds(drawn.legend is not None, "there is no legend")
    for name, (named, right) in means.items():
        holds(named, f"no entry of the legend contains the word {name}")
        holds(right, f"the legend's entry for {name} looks like another line")


@points(1)
@needs("both_curves")
def test_texts(submission):
    """The diagram has a title, and both axes have names"""
    drawn = submission.plot_relu_vs_sigmoid()
    texts = {"title": drawn.title, "name on the x axis": drawn.labels[0]}
    texts["name on the y axis"] = drawn.labels[1]
    known_by(submission, *(bool(text.strip()) for text in texts.values()))
    for what, text in texts.items():
        holds(text.strip(), f"there is no {what}")


@points(2)
@needs("both_curves")
def test_draws_on_the_axes_given(submission):
    """A given Axes is drawn on and comes back; no figure opens, nothing is shown or saved"""
    ax = blank_axes(submission)
    drawn = submission.plot_relu_vs_sigmoid(ax)
    done = figures(submission)
    known_by(submission, drawn.is_on(ax), len(lines(drawn)), *done)
    holds(drawn.is_on(ax), "what came back is not the Axes that was given")
    holds(not done.opened, "a figure was opened although an Axes was given")
    holds(not done.shown, "the picture was shown; that is for the caller to do")
    holds(not done.saved, "the picture was written to a file")
    for name, function in (("sigmoid", sigmoid), ("ReLU", relu)):
        holds(drawn.curve(function), f"{name} is not on the Axes that was given")
