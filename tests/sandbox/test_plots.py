"""Profile `plots`: matplotlib works without files, and figures cross as plain data."""

from __future__ import annotations

import contextlib
import functools
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from grader import drawing
from grader.drawing import Figures, NotRead, blank_axes, figures, look, read
from grader.model import Contract, Function, Limits, Setting
from grader.sandbox import contract, host
from grader.sandbox.host import Sandbox
from grader.sandbox.proxy import Submission
from grader.sandbox.session import Session, SubmissionFault
from tests.sandbox.conftest import exercise_file
from tests.sandbox.plotting import FEATURES
from tests.sandbox.test_levels import environment
from tests.sandbox.test_worker import Unconfined

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="the layers are Linux facilities"
)
PLOTTING = Path(__file__).with_name("plotting.py")
AXES = Function(returns="axes")


# -- at every level ----------------------------------------------------------------------


@functools.cache
def drawn_at(*arguments: str) -> dict:
    done = subprocess.run(
        [sys.executable, str(PLOTTING), *arguments], env=environment(),
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("feature", FEATURES)
@pytest.mark.parametrize(
    ("arguments", "levels"),
    [
        (("-",), {"full", "strong", "basic"}),
        (("namespaces",), {"strong"}),
        (("namespaces,landlock",), {"strong"}),
        (("namespaces,landlock,seccomp",), {"basic"}),
        (("-", "spawn"), {"strong", "basic"}),
    ],
    ids=lambda value: "+".join(value) if type(value) is tuple else "",
)
def test_matplotlib_works_at_every_level(arguments, levels, feature):
    result = drawn_at(*arguments)

    assert result["level"] in levels
    assert result["became"][feature] == "drawn"


# -- one submission ----------------------------------------------------------------------

DRAWING = """
import io
import sys

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure


def curves(ax=None, show=False, save=False):
    if ax is None:
        _, ax = plt.subplots()
    x = np.linspace(-2, 2, 5)
    ax.plot(x, np.maximum(x, 0), "--", color="red", label="relu")
    ax.plot(x, np.ma.masked_less(np.abs(x), 1), label="abs")
    ax.axvline(1, color="0.5")
    ax.plot(x, x, visible=False)
    ax.set(title="Curves", xlabel="x", ylabel="value", xlim=(-3, 3), yscale="symlog")
    ax.legend()
    if show:
        plt.show()
    if save:
        plt.savefig("curves.png")
        plt.savefig(io.BytesIO())
    return ax

def areas(ax):
    x, y = np.meshgrid(np.linspace(-1, 1, 21), np.linspace(0, 3, 31))
    ax.contourf(x, y, (np.hypot(x, y - 1) < 0.75).astype(float), levels=[-1, 0.5, 2])
    ax.scatter([0, 0.9], [1, 2.5], c=[1, 0], label="points")
    ax.scatter([0], [0], color="blue")
    ax.fill_between([0, 1], [1, 2])
    ax.bar([0.5], [2.0], width=0.25)
    return ax

def bowl(ax):
    x, y = np.meshgrid(np.linspace(-1, 1, 5), np.linspace(-2, 2, 4))
    ax.plot_surface(x, y, x**2 + y**2)
    ax.plot([1, 0], [2, 0], [5, 0], label="path")
    ax.scatter([0], [1], [2])
    ax.view_init(elev=40, azim=10)
    return ax

def many(parts=0, points=0):
    _, ax = plt.subplots()
    for _ in range(parts):
        ax.axhline(1)
    ax.plot(np.zeros(points))
    return ax

def long_title():
    ax = curves()
    ax.set_title("t" * 5000)
    return ax

def pyplot_only(ax):
    plt.plot([1, 2], [3, 4])
    return plt.gca()

def other(kind):
    figure, ax = plt.subplots()
    return {"figure": figure, "none": None, "lines": ax.plot([1]), "number": 3}[kind]

def opened():
    return plt.get_fignums()

def fails():
    Figure()
    return 1 / 0
"""


class Drawn:
    def __init__(self, session: Session, spec) -> None:
        self.session = session
        self.module = Submission(session, spec)


@pytest.fixture(scope="module", params=["walls", "no walls"])
def one(request, sandbox):
    """A submission, once as it ships and once where coverage can watch."""
    names = "curves areas bowl many long_title pyplot_only other"
    spec = exercise_file(dict.fromkeys(names.split(), AXES))
    source = DRAWING.encode()
    with contextlib.ExitStack() as stack:
        if request.param == "no walls":
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            patch.setattr(host.Worker, "_kill", lambda self: None)
            sandbox = stack.enter_context(Sandbox(server=Unconfined("works")))
            sandbox._others[Setting("plots")] = Unconfined("works")
            sandbox._tell(sandbox._others[Setting("plots")], Setting("plots"))
        session = Session(
            sandbox, "ex09", source, "t.py", 0, Limits(), setting=Setting("plots")
        )
        stack.callback(session.close)
        yield Drawn(session, spec)


@pytest.fixture
def drawn(one):
    one.session.left_s = 20.0
    assert one.session.begin("check") is None
    return one.module


def test_lines_texts_limits_and_the_legend_cross_as_data(drawn):
    axes = drawn.curves()

    assert (axes.three_d, axes.title, axes.labels) == (False, "Curves", ("x", "value"))
    assert axes.scales == ("linear", "symlog")
    assert axes.limits[0].tolist() == [-3, 3]
    relu, absolute, upright = axes.lines  # and not the one that cannot be seen
    assert relu.x.tolist() == [-2, -1, 0, 1, 2]
    assert relu.y.tolist() == [0, 0, 0, 1, 2]
    assert (relu.label, relu.look) == ("relu", ("#ff0000ff", "--", "None"))
    assert np.isnan(absolute.y).tolist() == [False, False, True, False, False]
    assert upright.x.tolist() == [1, 1]
    assert upright.y.tolist() == axes.limits[1].tolist()
    assert axes.legend == {"relu": relu.look, "abs": absolute.look}
    assert axes.curve(lambda x: np.maximum(x, 0)) is relu
    assert axes.curve(lambda x: x + 1) is None


def test_points_and_areas_cross_as_data(drawn):
    axes = drawn.areas(blank_axes(drawn))

    points, single = axes.points
    assert (points.x.tolist(), points.y.tolist()) == ([0, 0.9], [1, 2.5])
    assert (points.values.tolist(), points.label) == ([1, 0], "points")
    assert points.colours.shape == (2, 4)
    assert single.values is None
    assert single.colours.tolist() == [[0, 0, 1, 1]]
    (areas,) = axes.contours
    assert (areas.filled, areas.levels.tolist()) == (True, [-1, 0.5, 2])
    at = areas.band_at([0, 0, 0.9, 0.3, 5], [1, 2.9, 1, 1.2, 1])
    assert at.tolist() == [1, 0, 0, 1, -1]
    assert len(axes.paths) == 2
    bar = axes.paths[0].corners
    assert (bar.min(axis=0).tolist(), bar.max(axis=0).tolist()) == (
        [0.375, 0],
        [0.625, 2],
    )


def test_surfaces_and_lines_in_space_cross_as_data(drawn):
    axes = drawn.bowl(blank_axes(drawn, three_d=True))

    assert axes.three_d
    assert len(axes.labels) == 3
    (line,), (points,), (surface,) = axes.lines, axes.points, axes.surfaces
    assert [line.x.tolist(), line.y.tolist(), line.z.tolist()] == [
        [1, 0],
        [2, 0],
        [5, 0],
    ]
    assert [n.tolist() for n in (points.x, points.y, points.z)] == [[0], [1], [2]]
    assert len(surface.pieces) == 12
    x, y, z = surface.corners.T
    assert np.allclose(z, x**2 + y**2)
    assert axes.view == (40, 10)


def test_the_axes_given_is_told_from_another(drawn):
    given = blank_axes(drawn)

    assert drawn.curves(given).is_on(given)
    assert figures(drawn) == Figures(opened=0)
    assert not drawn.curves().is_on(given)
    assert figures(drawn) == Figures(opened=1)
    assert len(look(given).lines) == 3


def test_pyplot_does_not_find_the_axes_given_by_itself(drawn):
    given = blank_axes(drawn)

    assert not drawn.pyplot_only(given).is_on(given)
    assert look(given).lines == ()


def test_what_is_shown_or_saved_is_counted_and_left_out(drawn, one):
    axes = drawn.curves(show=True, save=True)

    assert figures(drawn) == Figures(opened=1, shown=1, saved=1)
    assert len(axes.lines) == 3
    assert one.session.printed == ""
    kinds = [(o.kind, o.value) for o in one.session.trace]
    assert kinds[0] == ("figures", [1, 1, 1])
    assert [kind for kind, _ in kinds] == ["figures", "value", "axes"]


def test_figures_of_a_call_that_raised_are_counted(drawn, one):
    with pytest.raises(ZeroDivisionError):
        drawn.fails()

    assert figures(drawn).opened == 1
    assert [o.kind for o in one.session.trace] == ["figures", "raised"]


def test_a_trace_holds_numbers_and_neither_texts_nor_colours(drawn, one):
    drawn.curves()

    (last,) = (o.value for o in one.session.trace if o.kind == "axes")
    assert last["lines"][0] == [5, [-2, -1, 0, 1, 2], [0, 0, 0, 1, 2]]
    assert "relu" not in str(last)
    assert "#" not in str(last)


def test_each_check_begins_without_figures(drawn, one):
    drawn.curves()
    assert drawn.opened() == [1]
    one.session.begin("another check")

    assert drawn.opened() == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("figure", "got a Figure"),
        ("lines", "got a list of length 1"),
        ("number", "got an int"),
        ("none", "`other` returned None; is a `return` missing?"),
    ],
)
def test_what_is_no_axes_is_named(drawn, kind, said):
    with pytest.raises(SubmissionFault, match=said):
        drawn.other(kind)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"parts": 101}, "the picture has more than 100 parts"),
        ({"points": 100_001}, "the picture has more than 100,000 numbers"),
    ],
)
def test_too_much_is_refused_in_words(drawn, options, said):
    with pytest.raises(SubmissionFault, match=said):
        drawn.many(**options)


def test_long_texts_are_cut(drawn):
    assert drawn.long_title().title == "t" * 200


# -- who pays, and who does not ----------------------------------------------------------


def test_a_plain_worker_has_no_matplotlib(submit):
    with Sandbox() as sandbox:
        task = submit(
            """
            import sys
            def loaded():
                return [n for n in sys.modules if n.startswith(("matplotlib", "PIL"))]
            def wanted():
                import matplotlib
            """,
            within=sandbox,
        )

        assert task.loaded() == []
        with pytest.raises(ImportError, match="`matplotlib` is not available in ex04"):
            task.wanted()
        assert sandbox._others == {}  # nor was another fork server started


def test_an_axes_in_a_plain_exercise_is_the_authors_fault(submit):
    task = submit("def f():\n    return 1\n")

    with pytest.raises(ValueError, match="must say `profile: plots`"):
        blank_axes(task.module)


def test_both_profiles_serve_in_one_sandbox_and_end_with_it(submit, one):
    plain = submit("def f(x):\n    return x + 1\n")

    assert plain.f(1) == 2
    one.session.left_s = 20.0
    assert one.session.begin("check") is None
    assert len(one.module.curves().lines) == 3


# -- hostile workers ---------------------------------------------------------------------

LIAR = """
import gc, sys
import matplotlib.pyplot as plt

server = next(o for o in gc.get_objects() if type(o).__name__ == "Server")
plots = type(server)._look.__globals__["_plots"]

def draw(answer):
    type(plots).look = lambda self, value: answer
    _, ax = plt.subplots()
    return ax

def count(answer):
    type(plots).counts = lambda self: answer
    return 1
"""


@pytest.fixture
def liar(sandbox):
    session = Session(
        sandbox, "ex09", LIAR.encode(), "t.py", 0, Limits(), setting=Setting("plots")
    )
    from tests.sandbox.conftest import exercise_file

    assert session.begin() is None
    yield Submission(session, exercise_file({"draw": AXES}))
    session.close()


@pytest.mark.parametrize("answer", [{}, {"three_d": 1}, [1], "x", 3, {"lines": {}}])
def test_a_worker_that_lies_about_a_picture_fails_its_check(liar, answer):
    with pytest.raises(SubmissionFault, match="cannot be judged"):
        liar.draw(answer)


@pytest.mark.parametrize(
    "answer", [None, 3, {"opened": -1, "shown": "x"}, {"opened": 1e9}]
)
def test_a_worker_that_lies_about_figures_has_none(liar, answer):
    assert liar.count(answer) == 1
    assert figures(liar) == Figures()


def said(**more: object) -> dict[str, object]:
    line = {
        "places": np.zeros((2, 3)),
        "label": "l",
        "colour": "",
        "style": "",
        "marker": "",
    }
    return {
        "three_d": False, "title": "", "labels": ["", ""], "scales": ["", ""],
        "limits": np.zeros((2, 2)), "view": np.zeros(2), "legend": None,
        "lines": [line], "points": [], "contours": [], "surfaces": [], "paths": [],
    } | more  # fmt: skip


def outlines(corners: int, *sizes: int, **more: object) -> dict[str, object]:
    return {
        "corners": np.zeros((corners, 2)),
        "sizes": np.array(sizes),
        "label": "",
    } | more


def areas(*bands: int, levels: int = 2) -> dict[str, object]:
    more = {"filled": True, "levels": np.arange(float(levels)), "bands": np.array(bands),
            "colours": np.zeros((1, 4))}  # fmt: skip
    return outlines(3 * len(bands), *[3] * len(bands), **more)


def test_what_is_right_is_read():
    axes = read(1, said(paths=[outlines(5, 2, 3)], contours=[areas(0, 1, 1)]))

    assert [len(p) for p in axes.paths[0].pieces] == [2, 3]
    assert [len(b) for b in axes.contours[0].bands] == [1, 2]


@pytest.mark.parametrize(
    "more",
    [
        {"title": 3},
        {"title": "t" * 201},
        {"labels": ["x"]},
        {"labels": ["x", 1]},
        {"limits": np.zeros((3, 2))},
        {"limits": np.zeros((2, 2), int)},
        {"limits": [[0, 1], [0, 1]]},
        {"view": np.zeros(3)},
        {"legend": [{"text": "t"}]},
        {"legend": {}},
        {"lines": [None]},
        {"lines": [{"places": np.zeros((3, 2))}]},
        {"lines": [{"places": np.zeros((2, 2)), "label": "l"}]},
        {"lines": [0] * 201},
        {"lines": [{"places": np.zeros((2, 200_001))}]},
        {"points": [{"places": np.zeros((2, 3)), "colours": np.zeros((1, 3))}]},
        {"points": [{"places": np.zeros((2, 3)), "values": np.zeros(2)}]},
        {"paths": [outlines(5, 2, 2)]},
        {"paths": [outlines(5, 6, -1)]},
        {"paths": [outlines(5, 2**62, 2**62, 5)]},
        {"paths": [outlines(20_001, 20_001)]},
        {"paths": [{"corners": np.zeros(()), "sizes": np.zeros(0, int)}]},
        {"contours": [areas(0, 2)]},
        {"contours": [areas(0, -1)]},
        {"contours": [areas(0, levels=300)]},
        {"three_d": True},
    ],
    ids=lambda more: str(more)[:40],
)
def test_what_is_wrong_is_refused(more):
    with pytest.raises(NotRead):
        read(1, said(**more))


def test_an_axes_fits_its_contract_and_nothing_else_does():
    axes = read(1, said())

    assert contract.fit("axes", axes, {}) is axes
    assert contract.describe(axes) == "an Axes"
    with pytest.raises(contract.ContractBroken, match="expected a dict, got an Axes"):
        contract.fit(Contract(kind="dict"), axes, {})


def test_holes_are_outside_of_an_area():
    square = np.array([[0, 0], [4, 0], [4, 4], [0, 4]], float)
    ring = drawing.Contours(
        True, np.array([0.0, 1.0]), ((square, square / 2 + 1),), np.zeros((1, 4))
    )

    assert ring.band_at([0.5, 2, 3.5, 5], [0.5, 2, 2, 2]).tolist() == [0, -1, 0, -1]
