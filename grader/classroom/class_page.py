"""Write a class report as one page."""

from __future__ import annotations

from typing import NamedTuple

from grader.classroom.class_data import (
    CheckRow,
    ClassReport,
    ExerciseReport,
    MatrixCell,
    MisconceptionRow,
)
from grader.classroom.item_rows import FEW, QuizAnalysis
from grader.report.data import MARKER
from grader.report.page import label, listed, number, percent, plural, render, share

BELIEFS = 12
"""Misconceptions that stand in the open; rarer ones are folded."""

_MARKS = {
    "passed": "full", "partly": "half", "nothing yet": "work", "missing": "none",
    "pending": "wait", "broken": "cross", "unavailable": "wait", "overridden": "edit",
    "optional": "none",
}  # fmt: skip
_LEGEND = (
    ("full", "every check passes"),
    ("half", "some points"),
    ("work", "none yet"),
    ("edit", "decided by a person"),
    ("cross", "no verdict, our fault"),
    ("wait", "not judged"),
    ("none", "nothing handed in"),
)
_VERDICTS = {
    "failed": "wrong", "errored": "stopped with an error", "timed_out": "took too long",
    "skipped": "skipped", "broken": "broken",
}  # fmt: skip


class Total(NamedTuple):
    """One number at a glance; `share` draws a meter."""

    name: str
    big: str
    small: str
    share: float | None = None


def render_class(report: ClassReport) -> str:
    """Write the page; the same report gives the same bytes."""
    return render(
        "class.html.jinja",
        report=report,
        marker=_marker(),
        words=Words(report),
        totals=_totals(report),
        contents=_contents(report),
        most_in_bin=max((b.students for b in report.bins), default=0),
        shown_beliefs=BELIEFS,
        ids=[e.id for e in report.exercises],
        marks=_MARKS,
        legend=_legend(report),
    )


def _marker() -> object:
    from markupsafe import Markup

    return Markup(MARKER)  # noqa: S704 (a constant of ours)


def _totals(r: ClassReport) -> list[Total]:
    totals = [
        Total("Students", str(r.students), ""),
        Total("Files that count", str(r.submissions), ""),
    ]
    if r.mean is not None and r.median is not None:
        spread = f"± {r.deviation:.0f}" if r.deviation is not None else ""
        totals += [
            Total("Mean", f"{r.mean:.0f} %", spread, r.mean / 100),
            Total("Median", f"{r.median:.0f} %", "", r.median / 100),
            Total(
                f"At {r.pass_mark:.0%} or above",
                str(r.passed),
                f"of {r.students}",
                share(r.passed, r.students),
            ),
        ]
    return totals


def _contents(r: ClassReport) -> list[tuple[str, str, int]]:
    every = (
        ("glance", "At a glance", 1, 0),
        ("beliefs", "Misunderstood", len(r.misconceptions), len(r.misconceptions)),
        ("exercises", "Exercises", len(r.exercises), len(r.exercises)),
        ("quizzes", "Questions", len(r.quizzes), 0),
        ("everyone", "Everyone", len(r.matrix), r.students),
        ("lost", "Not taken", len(r.unmapped), len(r.unmapped)),
    )
    return [(id, name, shown) for id, name, there, shown in every if there]


def _legend(r: ClassReport) -> list[tuple[str, str]]:
    used = {_MARKS[c.state] for row in r.matrix for c in row.cells.values()}
    return [pair for pair in _LEGEND if pair[0] in used]


class Words:
    """Sentences for the template."""

    def __init__(self, report: ClassReport) -> None:
        self._report = report

    @property
    def title(self) -> str:
        """Give the heading."""
        return "How the class is doing"

    @property
    def lede(self) -> str:
        """Say in two sentences what matters most."""
        r = self._report
        if not r.students:
            return "Nobody has handed anything in yet."
        if r.median is None:
            return f"{plural(r.students, 'student')} handed in, and nothing counts yet."
        half = f"half of the class has {r.median:.0f} % of the points or more"
        text = f"{plural(r.students, 'student')}; {half}."
        if r.misconceptions:
            top = r.misconceptions[0]
            text += (
                f" The commonest misconception shows in the work of {top.students}"
                f" of them, in {listed(list(top.places[:3]))}."
            )
        return text

    @property
    def beliefs(self) -> str:
        """Say what the list of misconceptions is."""
        return (
            "Wrong beliefs that code and answers gave away, by how many students show "
            "them. One student counts once, however often it shows."
        )

    @property
    def everyone(self) -> str:
        """Say in which order the matrix stands, and what it leaves out."""
        r = self._report
        text = "Those who need help most come first; the columns sort."
        if r.left_out:
            text += f" {r.left_out} with more points are in grades.csv only."
        return text

    @property
    def made(self) -> str:
        """Say which runs and which protection the numbers come from."""
        r = self._report
        levels = [f"{n} at {level}" for level, n in r.levels.items()]
        text = f"Made by learn {r.version} from {plural(len(r.runs), 'run')}"
        protection = f"; judged {listed(levels)} isolation" if levels else ""
        return f"{text}{protection}."

    @staticmethod
    def remarks(e: ExerciseReport) -> str:
        """Say what is special about an exercise."""
        parts = [f"{number(e.out_of)} points"]
        for count, what in (
            (e.late, "late"),
            (e.not_loaded, "not running"),
            (e.timed_out, "taking too long"),
            (e.broken, "without a verdict, our fault"),
        ):
            if count:
                parts.append(f"{count} {what}")
        return " · ".join(parts)

    @staticmethod
    def time(ms: float) -> str:
        """Write a time of judging."""
        return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"

    @staticmethod
    def hardest(e: ExerciseReport) -> str:
        """Name the check that most students fail, those that were skipped aside."""

        def failed(check: CheckRow) -> int:
            waited = check.verdicts.get("skipped", 0)
            return check.asked - check.passed - waited

        worst = max(e.checks, key=failed, default=None)
        if worst is None or not failed(worst):
            return ""
        return f"{failed(worst)} of {worst.asked} fail “{label(worst.claim, 70)}”"

    @staticmethod
    def verdicts(check: CheckRow) -> str:
        """Say what became of those who do not pass."""
        return ", ".join(
            f"{check.verdicts[name]} {words}"
            for name, words in _VERDICTS.items()
            if check.verdicts.get(name)
        )

    @staticmethod
    def places(one: MisconceptionRow) -> str:
        """Say where a misconception shows."""
        parts = []
        if one.code:
            parts.append(f"{one.code} in code")
        if one.quiz:
            parts.append(f"{one.quiz} in answers")
        return f"{', '.join(parts)}: {', '.join(one.places[:8])}"

    @staticmethod
    def quiz(a: QuizAnalysis) -> str:
        """Sum a quiz up."""
        if a.mean is None or a.median is None:
            return "Nobody has answered yet."
        parts = [f"mean {percent(a.mean)}, median {percent(a.median)}"]
        if a.reliability is not None:
            r = a.reliability
            parts.append(
                f"reliability (KR-20) {r.value:.2f}, {r.low:.2f} to {r.high:.2f}"
            )
        if a.error is not None and a.n >= FEW:
            parts.append(f"standard error of one result ± {percent(a.error)}")
        if a.note:
            parts.append(a.note)
        return "; ".join(parts) + "."

    @staticmethod
    def cell(cell: MatrixCell) -> str:
        """Say what is special about one student's exercise."""
        parts = []
        if cell.state == "overridden":
            parts.append(f"{number(cell.points)} points")
        if cell.late:
            parts.append("late")
        if cell.stale:
            parts.append("stale")
        return ", ".join(parts)

    @staticmethod
    def worth(cell: MatrixCell) -> float:
        """Give what a column sorts by."""
        if cell.share is not None:
            return cell.share
        return cell.points if cell.state == "overridden" else -1.0
