"""Draw the two pictures of the architecture page: one check, and one class.

    python docs/images/flow.py

writes ``flow-check.svg`` and ``flow-grade.svg`` beside this file. Each has a ground of its
own and follows the reader's light or dark setting, so it reads well on either.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

STYLE = """
text { font: 13px system-ui, -apple-system, "Segoe UI", "Noto Sans", Arial, sans-serif; fill: #1f2328 }
.head { font-weight: 600; font-size: 15px }
.name { font-weight: 600 }
.said, .wire { font-size: 12px; fill: #424a53 }
.ground { fill: #ffffff }
.trusted { fill: #eef6ff; stroke: #54a0ec }
.clean { fill: #f3f4f6; stroke: #8c959f }
.hostile { fill: #fff1ef; stroke: #d1584b; stroke-dasharray: 6 4 }
.box { fill: #ffffff; stroke: #8c959f }
.arrow { fill: none; stroke: #424a53; stroke-width: 1.5 }
.tip { fill: #424a53 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .said, .wire { fill: #b1bac4 }
  .ground { fill: #0d1117 }
  .trusted { fill: #0f2238; stroke: #316dca }
  .clean { fill: #1b2028; stroke: #6e7681 }
  .hostile { fill: #331c1a; stroke: #d1584b }
  .box { fill: #161b22; stroke: #6e7681 }
  .arrow { stroke: #b1bac4 }
  .tip { fill: #b1bac4 }
}
"""

LINE = 16
"""Pixels from one line of text to the next."""


class Picture:
    """An SVG that grows.

    Parameters
    ----------
    width, height : int
        In pixels.
    title, description : str
        For those who do not see it.
    """

    def __init__(self, width: int, height: int, title: str, description: str) -> None:
        tip = (
            '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" '
            'markerHeight="8" orient="auto-start-reverse">'
            '<path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>'
        )
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-labelledby="t d">'
        )
        self.parts = [
            head,
            f'<title id="t">{escape(title)}</title>',
            f'<desc id="d">{escape(description)}</desc>',
            f"<style>{STYLE}</style>",
            tip,
            f'<rect class="ground" width="{width}" height="{height}" rx="8"/>',
        ]

    def area(
        self,
        kind: str,
        x: int,
        y: int,
        width: int,
        height: int,
        head: str,
        said: str = "",
    ) -> None:
        """Draw a process, or a place, that holds boxes."""
        self.parts.append(
            f'<rect class="{kind}" x="{x}" y="{y}" width="{width}" height="{height}" '
            'rx="8"/>'
        )
        self.text("head", x + 14, y + 25, head)
        self.text("said", x + 14, y + 44, said)

    def box(self, x: int, y: int, width: int, name: str, *said: str) -> None:
        """Draw a box with a name and lines below it."""
        height = 30 + LINE * len(said)
        self.parts.append(
            f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="5"/>'
        )
        self.text("name", x + 12, y + 20, name)
        for number, line in enumerate(said, 1):
            self.text("said", x + 12, y + 21 + LINE * number, line)

    def arrow(self, path: str, *, both: bool = False) -> None:
        """Draw an arrow along a path, with one tip or two."""
        start = ' marker-start="url(#tip)"' if both else ""
        self.parts.append(
            f'<path class="arrow" d="{path}" marker-end="url(#tip)"{start}/>'
        )

    def text(self, kind: str, x: int, y: int, text: str, anchor: str = "start") -> None:
        """Write one line."""
        if text:
            self.parts.append(
                f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">'
                f"{escape(text)}</text>"
            )

    def __str__(self) -> str:
        return "\n".join([*self.parts, "</svg>", ""])


def check() -> Picture:
    """Draw what happens between `learn check ex03` and the screen."""
    made = Picture(
        960, 596, "From learn check ex03 to the screen",
        "The trusted process reads the exercise and the learner's file, asks a fork "
        "server for a worker, runs the checks with pytest, and calls the learner's "
        "functions in the worker over a socket. Then it looks for a known mistake, "
        "decides what may be shown, keeps the attempt and prints.",
    )  # fmt: skip
    made.area("trusted", 16, 16, 576, 564, "Trusted: the process of learn check ex03",
              "pytest, checks and expected values; never runs the learner's code")  # fmt: skip
    made.area("clean", 704, 16, 240, 132, "Fork server",
              "fresh Python, NumPy, no secret")  # fmt: skip
    made.area("hostile", 704, 232, 240, 348, "Worker: may be hostile",
              "a new one for each submission")  # fmt: skip
    left, right, wide = 32, 320, 256
    made.box(left, 76, wide, "1  cli/check.py", "which exercise, which file")
    made.box(right, 76, wide, "2  course.py, submission.py",
             "exercise.yaml becomes an Exercise;", "the learner's file stays bytes")  # fmt: skip
    made.box(left, 176, wide, "4  judge/engine.py", "meanwhile: pytest collects",
             "test_public.py, test_hidden.py")  # fmt: skip
    made.box(right, 176, wide, "3  sandbox/host.py", "asks for a worker and",
             "sends it the bytes")  # fmt: skip
    made.box(left, 278, wide, "5  judge/run.py", "runs each check: its rng, what it",
             "needs, a verdict, a trace of calls")  # fmt: skip
    made.box(right, 278, wide, "6  sandbox/proxy.py", "submission.f(x) is a call; contract.py",
             "looks at what comes back first")  # fmt: skip
    made.box(left, 380, wide, "7  judge/diagnose.py", "which known-wrong file leaves",
             "the same trace?")  # fmt: skip
    made.box(left, 482, wide, "8  judge/feedback.py, judge.py",
             "what may be shown, by an allow-list;", "what it is worth")  # fmt: skip
    made.box(right, 422, wide, "9  store/progress.py", "the attempt, the file's content,",
             "each result: rows are only added")  # fmt: skip
    made.box(right, 518, wide, "10  cli/feedback.py", "the terminal, or a line of JSON")
    made.box(
        718,
        76,
        212,
        "sandbox/zygote.py",
        "forks; confine.py then gives",
        "up every right",
    )
    made.box(718, 292, 212, "sandbox/worker.py", "loads the file, answers calls")
    notes = ["no files, no network, no other", "process; memory and time are", "limited",
             "", "who hangs, floods or dies is", "killed: it costs a check,", "not the run",
             "", "what it sends is only data:", "sandbox/protocol.py builds", "plain values, no pickle"]  # fmt: skip
    for number, line in enumerate(notes):
        made.text("said", 718, 368 + LINE * number, line)
    made.arrow("M288 99H318")
    made.arrow("M448 138V174")
    made.arrow("M576 198H648V107H716")
    made.text("wire", 682, 99, "asks", "middle")
    made.arrow("M824 148V230")
    made.text("wire", 834, 194, "fork, confine")
    made.arrow("M320 218H290")
    made.arrow("M160 238V276")
    made.arrow("M290 309H318", both=True)
    made.arrow("M578 315H716", both=True)
    made.text("wire", 648, 306, "arguments", "middle")
    made.text("wire", 648, 333, "plain values", "middle")
    made.arrow("M160 340V378")
    made.arrow("M160 442V480")
    made.arrow("M288 504H304V453H318")
    made.arrow("M288 528H304V541H318")
    return made


def grade() -> Picture:
    """Draw what `learn grade` does with a class."""
    made = Picture(
        960, 512, "What learn grade does with a class",
        "What was handed in is read in memory and kept in the gradebook. Units of work go "
        "to grading processes, each with a fork server of its own, and from there to "
        "confined workers. Judgements are kept at once; grades, feedback, reports and "
        "exports are computed from the gradebook.",
    )  # fmt: skip
    made.area("hostile", 16, 16, 250, 100, "Handed in: may be hostile",
              "zips, folders, clones, notebooks,")  # fmt: skip
    made.text("said", 30, 76, "downloads of an LMS; read in")
    made.text("said", 30, 92, "memory, never unpacked to disk")
    made.area("trusted", 16, 150, 250, 346, "Trusted: learn grade",
              "one process; owns the gradebook")  # fmt: skip
    made.area("trusted", 344, 16, 266, 300, "Trusted: grading processes",
              "one for each processor")  # fmt: skip
    made.area("clean", 694, 16, 250, 100, "Fork server", "one for each of those")
    made.area("hostile", 694, 170, 250, 146, "Workers: may be hostile",
              "a new one for each submission")  # fmt: skip
    made.area("clean", 352, 376, 592, 120, "Computed from the gradebook alone",
              "by every run: grades.csv, results.jsonl, quizzes.csv, feedback/")  # fmt: skip
    made.text("said", 366, 442, "when asked: learn class-report, learn export")
    made.text(
        "said",
        366,
        474,
        "learn override and learn regrade add rows to it, and take none away",
    )
    made.box(30, 208, 222, "1  classroom/intake/", "whose is it, for which exercise?")
    made.box(30, 280, 222, "2  gradebook.py", "gradebook.db: each file once, by",
             "its hash; rows are only added")  # fmt: skip
    made.box(30, 372, 222, "3  judging.py, pool.py", "give out what has no verdict;",
             "replace what hangs or dies")  # fmt: skip
    made.box(30, 452, 222, "6  policy.py, outputs.py")
    made.box(
        358,
        76,
        238,
        "4  bench.py",
        "checks stay collected, the rest",
        "is as in learn check",
    )
    notes = ["what it gets: an exercise's id,", "a file's bytes, a seed", "",
             "what it gives: one judgement,", "compared with what was asked,",
             "and kept at once"]  # fmt: skip
    for number, line in enumerate(notes):
        made.text("said", 370, 168 + LINE * number, line)
    made.box(708, 72, 222, "sandbox/zygote.py")
    made.box(708, 226, 222, "5  sandbox/worker.py", "the same walls, the same calls",
             "as in learn check")  # fmt: skip
    made.arrow("M141 116V148")
    made.arrow("M141 254V278")
    made.arrow("M141 344V370", both=True)
    made.arrow("M254 403H309V107H356", both=True)
    made.text("wire", 309, 98, "units", "middle")
    made.arrow("M596 87H706")
    made.text("wire", 648, 79, "asks", "middle")
    made.arrow("M819 116V168")
    made.text("wire", 829, 147, "fork, confine")
    made.arrow("M598 125H648V257H706", both=True)
    made.text("wire", 656, 196, "calls")
    made.arrow("M30 311H22V467H28")
    made.arrow("M252 467H350")
    return made


def main() -> None:
    """Write both."""
    folder = Path(__file__).parent
    for name, draw in (("check", check), ("grade", grade)):
        (folder / f"flow-{name}.svg").write_text(str(draw()), "utf-8")


if __name__ == "__main__":
    main()
