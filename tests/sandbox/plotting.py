"""Draw in workers with some of the kernel's facilities denied.

    python plotting.py LAYERS [spawn]

LAYERS is as for `denied.py`.  Prints as JSON the level and, per feature of matplotlib,
what became of it: "drawn", or what was said instead.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from denied import deny

from grader.model import Function, Limits, Setting
from grader.sandbox.host import Sandbox
from grader.sandbox.session import Session, SubmissionFault

SOURCE = """
import io

import matplotlib.pyplot as plt
import numpy as np


def written(figure, **options):
    file = io.BytesIO()
    figure.savefig(file, **options)
    return len(file.getvalue()) > 1000 and "drawn"


def tight_layout():
    figure, axes = plt.subplots(2, 2)
    axes[0, 0].set_ylabel("a long name")
    figure.tight_layout()
    return "drawn"


def png():
    figure, ax = plt.subplots()
    ax.plot([1, 2])
    return written(figure)


def svg():
    figure, ax = plt.subplots()
    ax.plot([1, 2], label="a line")
    return written(figure, format="svg", bbox_inches="tight")


def legend():
    figure, ax = plt.subplots()
    ax.plot([1, 2], label="a line")
    ax.legend(title="lines")
    return written(figure)


def mathtext():
    figure, ax = plt.subplots()
    ax.set_title(r"$\\frac{1}{1 + e^{-x}} \\geq \\sum_i \\mathbf{w}_i$")
    return written(figure)


def styles():
    for style in ("ggplot", "seaborn-v0_8", "dark_background"):
        with plt.style.context(style):
            figure, ax = plt.subplots()
            ax.set_title("a title", family="monospace", weight="bold")
            result = written(figure)
    return result


def space():
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    x, y = np.meshgrid(np.arange(4.0), np.arange(3.0))
    ax.plot_surface(x, y, x * y, cmap="viridis")
    ax.plot([0, 1], [0, 1], [0, 1])
    return written(figure)


def triangles():
    figure = plt.figure()
    ax = figure.add_subplot(projection="3d")
    ax.plot_trisurf([0.0, 1, 0, 1], [0.0, 0, 1, 1.5], [1.0, 2, 3, 4])
    return written(figure)


def regions():
    figure, ax = plt.subplots(layout="constrained")
    x, y = np.meshgrid(np.arange(4.0), np.arange(3.0))
    figure.colorbar(ax.contourf(x, y, x * y))
    ax.scatter([1, 2], [1, 2], c=[0, 1])
    return written(figure)
"""
FEATURES = ("tight_layout", "png", "svg", "legend", "mathtext", "styles", "space",
            "triangles", "regions")  # fmt: skip


def main() -> None:
    deny(*([] if sys.argv[1] == "-" else sys.argv[1].split(",")))
    mode = "spawn" if sys.argv[2:] == ["spawn"] else None
    with Sandbox(mode=mode) as sandbox:
        source, limits = SOURCE.encode(), Limits(call_s=10.0)
        session = Session(
            sandbox, "ex09", source, "t.py", 0, limits, setting=Setting("plots")
        )  # fmt: skip
        assert session.begin() is None
        became = {}
        for name in FEATURES:
            try:
                became[name] = session.call(name, Function(), (), {})
            except (Exception, SubmissionFault) as error:  # noqa: BLE001  (it is printed)
                became[name] = str(error)
            if session.printed:  # a warning, say
                became[name], session.printed = session.printed, ""
        level = session.protection.level
        session.close()
    print(json.dumps({"level": level, "became": became}))


if __name__ == "__main__":
    main()
