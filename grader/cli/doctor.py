"""``learn doctor``: what this machine is and what it protects, to paste."""

from __future__ import annotations

import contextlib
import json
import sys
from typing import Any

import click

from grader import __version__
from grader.cli.main import App
from grader.cli.out import Out, plain, wrap
from grader.errors import LearnError
from grader.frameworks import missing, needs
from grader.model import Level, Protection

_PACKAGES = ("numpy", "pytest", "click", "PyYAML", "msgspec", "markdown-it-py",
             "matplotlib")  # fmt: skip
WATCH_S = 3.0
"""How long a probe's save may stay unnoticed before that is said."""

_FIXES = {
    "namespaces": "closed here, by a container or by the system (AppArmor on newer "
    "Ubuntu): nothing to do, the other walls do not lean on them",
    "landlock": "needs Linux 5.13 or later",
    "seccomp": "needs Linux on x86-64 or aarch64, outside of emulation",
    "rlimits": "needs Linux; macOS knows some of them, Windows none",
    "capabilities": "",
}
_LEVELS: dict[Level, str] = {
    "full": "every wall stands",
    "strong": "as full, with fewer walls",
    "basic": "a process of its own, without walls",
}


@click.command(epilog="Exits 0 if every promise of the level held, else 3.")
@click.option("--json", "as_json", is_flag=True, help="One object.")
@click.pass_obj
def doctor(app: App, as_json: bool) -> int:
    """Report what this machine is, and what it protects.

    It attacks its own protection and says what held.

    The report can be pasted into a question: it names no folder of yours.
    """
    protection, attacks = _attack()
    facts = _facts(app) | _workspace(app) | _promises(protection, attacks)
    if as_json:
        click.echo(json.dumps({"schema": "learn.doctor/1", **facts}))
    else:
        _print(app, facts)
    return 3 if facts["broken"] else 0


def _attack() -> tuple[Protection, dict[str, tuple[str, bool]]]:
    """Try to break every promise; by attack: the promise, and whether it held."""
    from grader.classroom.selftest import attack_the_intake
    from grader.judge.selftest import attack_the_judge
    from grader.sandbox.host import Sandbox
    from grader.sandbox.selftest import ATTACKS, attack_this_machine

    shown = plain("\x1b[2J\x9b2J\r\u202e")
    attacks = attack_the_intake()
    attacks["write to the terminal"] = ("show_markup", shown.isascii())
    with Sandbox() as sandbox:
        attacks |= attack_the_judge(sandbox)
        result = attack_this_machine(sandbox)
    attacks |= {a.name: (a.promise, result.held[a.name]) for a in ATTACKS}
    return result.protection, attacks


def _promises(
    protection: Protection, attacks: dict[str, tuple[str, bool]]
) -> dict[str, Any]:
    """Say of each promise whether it is made here and whether it held."""
    from grader.sandbox.promises import PROMISES

    level = protection.level
    got_through: dict[str, list[str]] = {promise.id: [] for promise in PROMISES}
    for name, (id, held) in attacks.items():
        got_through[id] += [] if held else [name]
    return {
        "level": level,
        "missing": list(protection.missing),
        "promises": {p.sentence: not got_through[p.id] for p in PROMISES},
        "not_promised": [p.sentence for p in PROMISES if not p.is_made_at(level)],
        "broken": {
            p.sentence: got_through[p.id]
            for p in PROMISES
            if p.is_made_at(level) and got_through[p.id]
        },
    }


def _facts(app: App) -> dict[str, Any]:
    # Here and not above: `learn --help` loads every command and not these.
    import platform
    from importlib.metadata import PackageNotFoundError, version

    versions = {}
    for package in _PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "missing"
    return {
        "learn": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "packages": versions,
        "blas": _blas(),
        "encoding": sys.stdout.encoding if sys.stdout else "nowhere to write to",
        "terminal": f"{app.out.width} columns, "
        + ("colour" if app.out.color else "no colour")
        + (", linear" if app.out.linear else ""),
    }


def _blas() -> str:
    """Name the library that NumPy computes with, where it says so."""
    import numpy as np

    # In this form it prints nothing; older versions know no such argument.
    config: Any = np.show_config(mode="dicts")
    blas = (config or {}).get("Build Dependencies", {}).get("blas", {})
    return f"{blas.get('name', 'unknown')} {blas.get('version', '')}".strip()


def _workspace(app: App) -> dict[str, Any]:
    """Say what there is around this folder, and what does not work in it."""
    facts: dict[str, Any] = {"course": "none here", "progress": "", "watch": ""}
    problems: list[dict[str, str]] = []
    try:
        exercises = app.course.exercises()
    except LearnError as error:
        return facts | {"problems": [_problem(app, error)]}
    hidden = any(e.hidden_checks for e in exercises)
    kind = "hidden checks at hand" if hidden else "public checks only"
    absent = [f"{e.id} {needs(missing(e.spec))}" for e in exercises if missing(e.spec)]
    facts["course"] = "; ".join([f"{len(exercises)} exercises, {kind}", *absent])
    for name, look in (("progress", _progress), ("watch", _watch)):
        try:
            facts[name] = look(app)
        except LearnError as error:
            facts[name] = "does not work"
            problems.append(_problem(app, error))
    return facts | {"problems": problems}


def _problem(app: App, error: LearnError) -> dict[str, str]:
    return {"what": _redacted(app, error.what), "fix": _redacted(app, error.fix)}


def _redacted(app: App, text: str) -> str:
    """Leave out where a person's files are, and so their name."""
    import tempfile
    from pathlib import Path

    places = {tempfile.gettempdir(): "<temporary>", str(Path.cwd()): "<here>"}
    with contextlib.suppress(RuntimeError):  # there is no home
        places[str(Path.home())] = "~"
    with contextlib.suppress(LearnError):
        places[str(app.course.root)] = "<course>"
    for place in sorted(places, key=len, reverse=True):
        if place != "/":
            text = text.replace(place, places[place])
    return text


def _progress(app: App) -> str:
    """Read progress and write nothing into it; see whether it could be."""
    from grader.store import Progress, schema

    count = len(Progress(app.database).attempts())
    app.database.write(lambda _: None)
    return f"{count} attempts kept, schema {schema.VERSION}"


def _watch(app: App) -> str:
    """Save a file as an editor does and see how soon that is noticed."""
    import os
    import time

    from grader.store.database import make_folder
    from grader.watching import SETTLE_S, WatchedFile

    file = app.state / f"doctor-{os.getpid()}.tmp"
    beside = file.with_suffix(".new")
    try:
        make_folder(app.state)
        file.write_bytes(b"1")
        watched = WatchedFile(file)
        beside.write_bytes(b"2")
        started = time.monotonic()
        beside.replace(file)
        while not watched.changed():
            if time.monotonic() - started > WATCH_S:
                raise LearnError(
                    f"a save was not noticed within {WATCH_S:g} s",
                    fix="move the workspace to a disk of this machine, or use "
                    "`learn check`",
                )
            time.sleep(watched.interval)
        lasted = time.monotonic() - started - SETTLE_S
    except OSError as error:
        raise LearnError(
            f"no file can be written beside the course: {error.strerror}",
            fix="make the folder writable, or copy the course with `learn init DIR`",
        ) from error
    finally:
        for left in (file, beside):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)
    return f"a save is noticed after {max(lasted, 0) * 1e3:.0f} ms"


def _print(app: App, facts: dict[str, Any]) -> None:
    out = app.out
    for name in ("learn", "python", "system", "blas", "encoding", "terminal",
                 "course", "progress", "watch"):  # fmt: skip
        if facts[name]:
            _fact(out, f"{name:<10} ", str(facts[name]))
    packages = ", ".join(f"{k} {v}" for k, v in facts["packages"].items())
    _fact(out, f"{'packages':<10} ", packages)
    for problem in facts["problems"]:
        out.wrapped("problem", problem["what"], indent=0, hang=11)
        if problem["fix"]:
            out.wrapped("  fix", problem["fix"], indent=0, hang=11)
    out.line()
    _print_protection(out, facts)
    out.line()
    _print_next(app, facts)


def _print_protection(out: Out, facts: dict[str, Any]) -> None:
    """Write the level, what it lacks, and every promise with what became of it."""
    level = facts["level"]
    out.sentence(f"protection of your files and grades: {level}, {_LEVELS[level]}")
    for reason in facts["missing"]:
        _fact(out, "  missing  ", reason)
        if fix := _fix(reason):
            _fact(out, "           ", fix)
    for sentence in facts["promises"]:
        if sentence in facts["not_promised"]:
            _fact(out, "  not here ", sentence)
        elif sentence not in facts["broken"]:
            _fact(out, "  held     ", sentence)
    # What was broken is read last, beside what to do.
    for sentence, attacks in facts["broken"].items():
        _fact(out, "  BROKEN   ", f"{sentence}; it could: {', '.join(attacks)}")
    if facts["not_promised"]:
        out.sentence(
            "Submitted code can do here what your own programs can: check only code "
            "that you trust."
        )


def _fix(reason: str) -> str:
    """Say how to get a wall that is missing, if there is a way."""
    if reason.endswith("no fork server here"):
        return "needs Linux, of which WSL is one"
    return _FIXES.get(reason.partition(":")[0], "")


def _fact(out: Out, head: str, text: str) -> None:
    """Write one fact; what does not fit into the row goes on below itself."""
    hang = len(head) if len(head) <= out.width // 3 else out.width // 8
    rows = wrap(text, out.width, head, " " * hang)
    for row in [head + plain(text)] if out.linear else rows:
        out.line(row)


def _print_next(app: App, facts: dict[str, Any]) -> None:
    """Say what to do now: mend something, ask, or go on."""
    out = app.out
    if facts["broken"]:
        out.sentence(
            "Next: a promise does not hold here. Send this report to your instructor."
        )
    elif facts["problems"]:
        out.sentence("Next: do what stands beside `fix`, then `learn doctor` again.")
    else:
        out.sentence(f"All is well here. Next: `{app.command}` says where you are.")
