"""``learn watch``: check on every save; calm, and never a step ahead of the learner."""

from __future__ import annotations

import datetime
import textwrap
from typing import TYPE_CHECKING

import click

from grader.cli.completion import complete_exercise
from grader.cli.main import App
from grader.cli.out import plain
from grader.milestones import newly_reached
from grader.model import Exercise, Judgement, Status
from grader.portraits import after_pass

if TYPE_CHECKING:
    from grader.cli.feedback import Detail
    from grader.cli.keys import Keys
    from grader.judge.judges import Judges
    from grader.watching import WatchedFile


@click.command(
    epilog="Exits 0 when you quit, 2 or 3 if nothing can be judged, 130 on Ctrl-C."
)
@click.argument(
    "exercise", required=False, metavar="[EX]", shell_complete=complete_exercise
)
@click.pass_obj
def watch(app: App, exercise: str | None) -> int:
    """Check EX again each time you save its file.

    Without EX: the exercise that comes next. It never goes on to another
    exercise by itself. Without a terminal, or with --plain, each check is
    printed below the last.
    """
    return watch_exercise(app, exercise)


def watch_exercise(app: App, name: str | None) -> int:
    """Watch an exercise, or the one that comes next; return the exit code."""
    from grader.cli.keys import Keys
    from grader.judge.judges import Judges

    chosen = _chosen(app, name)
    if chosen is None:
        app.out.sentence("Every exercise is done; `learn list` shows your scores.")
        return 0
    file = app.course.file
    with (
        Judges(file.imports, file.seed, app.state / "cache", app.server) as judges,
        app.database.kept_open(),
        Keys(single=app.out.screen) as keys,
    ):
        Watch(app, judges, keys, chosen).run()
    return 0


def _chosen(app: App, name: str | None) -> Exercise | None:
    if name is not None:
        return app.course.exercise(name)
    from grader.cli.status import standings
    from grader.overview import next_action

    action = next_action(standings(app))
    return action.standing.exercise if action else None


class Watch:
    """One run of ``learn watch``.

    Parameters
    ----------
    app : App
    judges : Judges
    keys : Keys
    exercise : Exercise
        The one to begin with.
    """

    def __init__(
        self, app: App, judges: Judges, keys: Keys, exercise: Exercise
    ) -> None:
        self.app, self.judges, self.keys = app, judges, keys
        self.exercise = exercise
        self.file: WatchedFile
        self.judgement: Judgement | None = None
        self.following: Exercise | None = None
        self.milestone = False
        self.earlier: str | None = None
        self.note = ""
        self.aside: tuple[list[str], str] | None = None
        self.checked_at = ""
        self.undrawn: list[tuple[str, bytes]] = []
        self.quit = False
        self.unknown = ""

    def run(self) -> None:
        """Watch until the learner quits."""
        self._begin(self.exercise)
        self.app.course.exercises()  # read now, not when the first one is passed
        while not self.quit:
            key = self.keys.wait(self.file.interval).lower()
            if key:
                self._pressed(key)
            if self.quit:
                break
            if self.file.changed():  # however many keys there are
                self._check()
            elif self.file.settling:
                self.judges.prepare(self.exercise)
            elif self.undrawn and not key:
                self._draw_portraits()
            if self.keys.resized:
                self.keys.resized = False
                if self.app.out.screen:
                    self._draw()
        self._farewell()

    # -- checking ---------------------------------------------------------------

    def _begin(self, exercise: Exercise) -> None:
        from grader.watching import WatchedFile

        self.exercise, self.earlier = exercise, None
        self.file = WatchedFile(exercise.stub)
        if not self.app.out.screen:
            self._say_keys()
        self._check()

    def _check(self) -> None:
        out, source = self.app.out, self.file.content
        self.aside, self.undrawn = None, []
        if source is None:
            self.judgement = None
            self._show()
            return
        name = plain(self.exercise.stub.name)
        if not out.screen:
            out.line(f"{self.exercise.id} checking...")
        elif self.judgement is None:
            out.redraw([f"checking {name}…" if out.unicode else f"checking {name}..."])
        else:
            out.replace_last("checking…")
        self.judgement = judgement = self.judges.judge(self.exercise, source)
        self.keys.drop(but="q")
        self.checked_at = f"{datetime.datetime.now().astimezone():%H:%M:%S}"
        self.note = self._recorded(judgement, source)
        if judgement.status is Status.PASSED:
            self.following = _chosen(self.app, None)
            self.milestone = newly_reached(self.app.course, self.app.database)
            self.undrawn = [] if self.note else [(self.exercise.id, source)]
        self._show()

    def _recorded(self, judgement: Judgement, source: bytes) -> str:
        """Keep the attempt, unless it only repeats the last; say why if it cannot be."""
        from grader.errors import StoreError
        from grader.store import Progress

        try:
            Progress(self.app.database).record(judgement, source, repeated=False)
            self.earlier = self._other_version(source)
        except StoreError as error:
            return f"not recorded: {error.what}"
        return ""

    def _other_version(self, source: bytes) -> str | None:
        """Name the newest kept version that is another than the present one."""
        from grader.store import Versions
        from grader.store.versions import digest

        for version in reversed(Versions(self.app.database).of(self.exercise.id)):
            if version.sha256 != digest(source):
                return version.sha256
        return None

    def _draw_portraits(self) -> None:
        """Draw from the file that has just passed, until something happens."""
        app, sandbox = self.app, self.judges.sandbox
        if not after_pass(self.undrawn, app.course, app.database, sandbox, self._busy):
            self.undrawn = []

    def _busy(self) -> bool:
        return self.file.touched or self.keys.waiting or self.keys.resized

    # -- showing ----------------------------------------------------------------

    def _write_verdicts(self, detail: Detail) -> None:
        from grader.cli.feedback import Detail, print_caveats, print_verdicts

        out, judgement = self.app.out, self.judgement
        assert judgement is not None
        print_verdicts(out, judgement, self.exercise, detail)
        if not out.linear and detail < Detail.FIRST:
            out.line()
        print_caveats(out, judgement, detail)

    def _write_gone(self) -> None:
        name = plain(self.exercise.stub.name)
        self.app.out.sentence(
            f"{name} is not there, or cannot be read. Save it again, or get the "
            f"untouched one with `{self.app.command} reset {self.exercise.id}`."
        )

    def _write_last(self) -> None:
        """Say what to do now."""
        from grader.cli.feedback import place_to_edit

        out, judgement = self.app.out, self.judgement
        if judgement is None:
            return
        if self.note:
            out.sentence(self.note)
        if judgement.status is Status.FAILED:
            place = place_to_edit(out, judgement, self.exercise.stub)
            out.sentence(f"Edit {place} and save.")
        elif judgement.status is Status.PASSED:
            out.sentence(self._what_follows())

    def _what_follows(self) -> str:
        done = f"{self.exercise.id} is done."
        if self.milestone:
            done += f" You have reached a milestone: q, then `{self.app.command}`."
        if self.following is None:
            return f"{done} So is every other exercise."
        title = f"{self.following.id}  {self.following.spec.title}"
        return f"{done} n goes on to {title}, whenever you like."

    def _show(self) -> None:
        from grader.cli.feedback import Detail

        if self.app.out.screen:
            self._draw()
            return
        if self.judgement is None:
            self._write_gone()
        else:
            self._write_verdicts(Detail.ALL)
        self._write_last()

    def _print(self, rows: list[str]) -> None:
        for row in rows:
            click.echo(row, color=self.app.out.color)

    def _draw(self) -> None:
        """Fill the screen: what was found, what to do, the keys, whatever its size."""
        from grader.cli.feedback import Detail, fitting

        out, id = self.app.out, self.exercise.id
        if self.aside is not None:
            self._fill(self._fitted(self.aside[0], self._room(), self.aside[1]))
            return
        last = self._folded(out.kept(self._write_last))
        room = self._room() - len(last)
        if self.judgement is None:
            body = out.kept(self._write_gone)
        else:
            body = fitting(out, list(Detail), room, self._write_verdicts)
        command = f"{self.app.command} -v check {id}"
        self._fill([*self._fitted(body, room, command), *last])

    def _folded(self, rows: list[str]) -> list[str]:
        return [part for row in rows for part in self.app.out.folded(row)]

    def _room(self) -> int:
        """Rows that are left above the footer and the blank row before it."""
        return self.app.out.height - len(self._footer()) - 1

    def _fill(self, rows: list[str]) -> None:
        self.app.out.redraw([*rows, "", *self._footer()])

    def _fitted(self, rows: list[str], room: int, command: str) -> list[str]:
        """Leave out what does not fit, and say where all of it can be read."""
        out = self.app.out
        most = max(room, 1) * out.width  # a row may be of any length
        rows = self._folded(
            [r if len(r) <= most else click.unstyle(r)[:most] for r in rows]
        )
        if len(rows) <= room:
            return rows
        more = f"+ {len(rows) - room + 1} more rows"
        whole = f"{more}: `{command}`"
        return [*rows[: room - 1], plain(whole if len(whole) <= out.width else more)]

    def _footer(self) -> list[str]:
        out = self.app.out
        name, time = plain(self.exercise.stub.name), self.checked_at
        states = [f"watching {name}"]
        if self.judgement is not None:
            states = [f"watching {name}, checked at {time}", f"{name}, {time}"]
        row = next((s for s in states if len(s) <= out.width), states[-1])
        return [
            out.style(
                textwrap.shorten(row, out.width, placeholder="..."), "bright_black"
            ),
            *textwrap.wrap("  ".join(f"{k} {w}" for k, w in self._keys()), out.width),
        ]

    def _keys(self) -> list[tuple[str, str]]:
        """Name the keys that do something now."""
        keys = []
        passed = self._passed()
        if passed and self.following is not None:
            keys.append(("n", "next"))
        if not passed and self.exercise.spec.hints:
            keys.append(("h", "hint"))
        if self.earlier is not None:
            keys.append(("d", "diff"))
        again = "again" if self.aside is None else "back"
        return [*keys, ("l", "list"), ("r", again), ("q", "quit")]

    def _passed(self) -> bool:
        judgement = self.judgement
        return judgement is not None and judgement.status is Status.PASSED

    def _say_keys(self) -> None:
        keys = "n next, h hint, d diff, l list, r again, q quit"
        self.app.out.sentence(
            f"Watching {self.exercise.id}. Save the file to check it. "
            f"A letter and Enter: {keys}."
        )

    # -- keys -------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        known = {name for name, _ in self._keys()}
        if key not in known:
            new = key != self.unknown and not key.isspace()
            if new and not self.app.out.screen:
                self.app.out.sentence(f"{plain(key)!r} does nothing now.")
            self.unknown = key
            return
        self.unknown = ""
        if key == "n" and self.following is not None:
            self.judgement = None
            self._begin(self.following)
        elif key == "r":
            self._check()
        elif key == "q":
            self.quit = True
        elif key == "h":
            self._hint()
        else:
            id = self.exercise.id
            write, command = {
                "d": (self._changes, f"history {id} --diff"),
                "l": (self._list, "list"),
            }[key]
            self._beside(self.app.out.kept(write), f"{self.app.command} {command}")

    def _beside(self, rows: list[str], command: str) -> None:
        """Show something else; the next save, or r, brings the verdict back."""
        if self.app.out.screen:
            self.aside = (rows, command)
            self._draw()
        else:
            self._print(rows)

    def _hint(self) -> None:
        from grader.cli.hint import print_hint, take
        from grader.errors import LearnError

        out, command = self.app.out, f"{self.app.command} hint {self.exercise.id}"
        try:
            rung = take(self.app, self.exercise)
        except LearnError as error:
            said = f"{error.what}."
            self._beside(out.kept(lambda: out.sentence(said)), command)
            return
        rows = out.kept(
            lambda: print_hint(self.app, self.exercise, rung, then="save the file")
        )
        self._beside(rows, f"{command} --for {rung.ladder} --level {rung.rung}")

    def _list(self) -> None:
        from grader.cli.status import print_list, standings

        print_list(self.app, standings(self.app))

    def _changes(self) -> None:
        from grader.cli.history import print_diff
        from grader.errors import StoreError
        from grader.store import Versions

        assert self.earlier is not None
        try:
            before = Versions(self.app.database).content(self.earlier)
        except StoreError as error:
            self.app.out.sentence(f"{error.what}.")
            return
        print_diff(self.app, ("before", before), ("now", self.file.content or b""))

    def _farewell(self) -> None:
        out = self.app.out
        if out.screen:
            click.echo()
        out.sentence(f"`{self.app.command} watch {self.exercise.id}` goes on here.")
