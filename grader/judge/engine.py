"""pytest as the engine: collect an exercise's checks once, run them often.

pytest and every check live in this, the trusted process.  Only this module
touches what pytest does not promise to keep (`_pytest`), because its public
`pytest.main` would collect anew for each submission, which costs more than
judging one.
"""

from __future__ import annotations

import contextlib
import inspect
import io
import os
import sys
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from _pytest.config import _prepareconfig
from _pytest.main import Session as PytestSession
from _pytest.runner import runtestprotocol

from grader.checks import MARKS
from grader.errors import BrokenError
from grader.model import Audience, Exercise
from grader.regression import lent_checks, lent_claim, lent_id

# Plugins that no check needs; each costs start-up time or keeps state.
_UNUSED = """
cacheprovider capture debugging doctest faulthandler junitxml legacypath logging
monkeypatch pastebin recwarn reports setuponly setupplan skipping stepwise subtests
terminal threadexception tmpdir unittest unraisableexception warnings
""".split()


class UnreadableChecks(BrokenError):
    """The checks of an exercise cannot be read, whatever is submitted to it."""


class Check:
    """One collected check: its marks and the pytest item that runs it.

    Parameters
    ----------
    home : str
        The exercise that it was written for.
    lent : bool
        Whether it runs for another one here: then it has a name of its own here and
        is worth nothing, and its inputs are those that it has at home.
    """

    def __init__(
        self, item: pytest.Function, audience: Audience, home: str, *, lent: bool
    ) -> None:
        def named(name: str) -> str:
            return lent_id(home, name) if lent else name

        self.item, self.audience, self.home, self.lent = item, audience, home, lent
        self.id = named(item.name.removeprefix("test_"))
        function: Any = getattr(item, "function", None)
        marks: dict[str, Any] = getattr(function, MARKS, {})
        self.function_id = named(item.originalname.removeprefix("test_"))
        self.points: float = 0.0 if lent else marks.get("points", 0.0)
        self.needs: tuple[str, ...] = tuple(map(named, marks.get("needs", ())))
        self.law: str = marks.get("law", "")
        self.fresh: bool = marks.get("fresh", False)
        doc = (getattr(function, "__doc__", None) or "").strip()
        claim = doc.partition("\n")[0] or self.function_id.replace("_", " ")
        self.claim_alone = lent_claim(home, claim) if lent else claim
        case = self.id[len(self.function_id) :].strip("[]")
        self.claim = f"{self.claim_alone} ({case})" if case else self.claim_alone

    @property
    def home_id(self) -> str:
        """Its id in the exercise that it was written for."""
        return self.id.removeprefix(lent_id(self.home, "")) if self.lent else self.id


class Engine:
    """The checks of one exercise, ready to be run against any submission.

    Raises
    ------
    UnreadableChecks
        When the checks cannot be read, or there are none.
    """

    def __init__(self, exercise: Exercise) -> None:
        self._plugin = _Plugin()
        files = [exercise.public_checks]
        if exercise.hidden_checks is not None:
            files.append(exercise.hidden_checks)
        lent = lent_checks(exercise)
        if lent is not None:
            files.append(lent)
        for file in files:
            # pytest without a file would collect whatever it finds.
            if not file.is_file():
                raise UnreadableChecks(
                    f"the checks of {exercise.id} are not all there",
                    where=str(file),
                    fix="get the file back from where the course came from",
                )
        self._config, self._session = self._collect(exercise, files)
        self.checks = [
            _check(item, exercise, lent)
            for item in self._session.items
            if isinstance(item, pytest.Function)
        ]
        if not self.checks:
            raise UnreadableChecks(
                f"no check was found for {exercise.id}", where=str(exercise.folder)
            )
        self._share_points()
        self._number_hidden_cases()
        self._drop_anchors_left_at_home()
        self._keep = _Keep([check.item for check in self.checks])
        self._plain = {
            check.id: parameters
            for check in self.checks
            if (parameters := self._plugin.parameters(check.item)) is not None
        }

    def _collect(
        self, exercise: Exercise, files: list[Path]
    ) -> tuple[pytest.Config, PytestSession]:
        root = exercise.folder.parent.parent
        args = [
            *(a for name in _UNUSED for a in ("-p", f"no:{name}")),
            "-c", os.devnull, f"--rootdir={root}",
            f"--confcutdir={root}", "--noconftest", "--assert=plain",
            "--import-mode=importlib", "--disable-plugin-autoload",
            *(str(file.relative_to(root)) for file in files),
        ]  # fmt: skip
        with _quiet(), _no_environment("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
            config = _prepareconfig(args, plugins=[self._plugin])
            # Files are named from the course on: pytest would read what a person
            # calls their folders, "[2026]" or "a::b", as part of a check's name.
            config.invocation_params = pytest.Config.InvocationParams(
                args=args, plugins=None, dir=root
            )
            config._do_configure()
            session = PytestSession.from_config(config)
            config.hook.pytest_sessionstart(session=session)
            try:
                session.perform_collect()
            except SystemExit:
                names = " or ".join(f.name for f in files)
                self._plugin.problem = f"{names} ends Python when it is read"
        # pytest would take the module that is there for one that was edited since.
        wanted = {str(f) for f in files}
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in wanted:
                del sys.modules[name]
        if self._plugin.problem:
            raise UnreadableChecks(
                f"the checks of {exercise.id} cannot be read",
                where=self._plugin.problem,
            )
        return config, session

    def _share_points(self) -> None:
        """Give each case of a parametrised check its even share."""
        cases: dict[str, int] = {}
        for check in self.checks:
            cases[check.function_id] = cases.get(check.function_id, 0) + 1
        for check in self.checks:
            check.points /= cases[check.function_id]

    def _number_hidden_cases(self) -> None:
        """Name hidden cases by number: pytest names them by their inputs."""
        counts: dict[str, int] = {}
        for check in self.checks:
            if check.audience == "hidden" and check.id != check.function_id:
                count = counts[check.function_id] = counts.get(check.function_id, 0) + 1
                check.id = f"{check.function_id}[{count}]"
                check.claim = f"{check.claim_alone} (case {count})"

    def _drop_anchors_left_at_home(self) -> None:
        """Let lent checks wait for lent ones only: their public anchors are not here."""
        here = {name for c in self.checks for name in (c.id, c.function_id)}
        for check in self.checks:
            if check.lent:
                check.needs = tuple(name for name in check.needs if name in here)

    def run(
        self, check: Check, submission: object, seed: tuple[int, ...]
    ) -> BaseException | None:
        """Run one check; return what it raised, or None if it passed.

        Parameters
        ----------
        submission : object
            What the fixture of that name gives.
        seed : tuple of int
            Together with the check's name, the seed of the fixture `rng`.
        """
        entropy = [*seed, zlib.crc32(check.home_id.encode())]
        parameters = self._plain.get(check.id)
        if parameters is not None:
            return _called(check.item, parameters, submission, entropy)
        self._plugin.begin(submission, np.random.default_rng(entropy))
        with _quiet(), self._clean():
            runtestprotocol(check.item, log=False, nextitem=self._keep)  # type: ignore[arg-type]  # see _Keep
        return self._plugin.raised

    @contextlib.contextmanager
    def _clean(self) -> Iterator[None]:
        """Leave pytest ready for the next check, whatever interrupts this one."""
        try:
            yield
        except BaseException:
            self._session._setupstate.teardown_exact(None)
            raise

    def close(self) -> None:
        """Let pytest end its session."""
        with _quiet():
            self._session.config.hook.pytest_sessionfinish(
                session=self._session, exitstatus=0
            )
            self._config._ensure_unconfigure()


def _check(item: pytest.Function, exercise: Exercise, lent: Path | None) -> Check:
    if exercise.base is not None and item.path == lent:
        return Check(item, "hidden", exercise.base.id, lent=True)
    public = item.path == exercise.public_checks
    return Check(item, "public" if public else "hidden", exercise.id, lent=False)


class _Keep:
    """Stands for "the next item": says what pytest need not tear down.

    Any check may follow any other, so only what all of them share is kept.
    """

    def __init__(self, items: list[pytest.Function]) -> None:
        chains = [item.listchain()[:-1] for item in items]
        self._shared = [
            nodes[0]
            for nodes in zip(*chains, strict=False)
            if all(node is nodes[0] for node in nodes)
        ]

    def listchain(self) -> list[Any]:
        return self._shared


class _Plugin:
    """Fixtures for the checks; keeps exceptions and formats nothing."""

    def __init__(self) -> None:
        self.raised: BaseException | None = None
        self.problem = ""
        self._submission: object = None
        self._rng: np.random.Generator | None = None

    def begin(self, submission: object, rng: np.random.Generator) -> None:
        self.raised = None
        self._submission, self._rng = submission, rng

    def parameters(self, item: pytest.Function) -> dict[str, object] | None:
        """Give a check's own parameters if it needs nothing else but our fixtures.

        None where something is to be set up or taken down around it.
        """
        given: dict[str, object] = (
            item.callspec.params if hasattr(item, "callspec") else {}
        )
        known = item._fixtureinfo.name2fixturedefs
        for name in item.fixturenames:
            # The innermost of that name: a file may have fixtures of its own.
            made_by = getattr(known[name][-1], "func", None) if name in known else None
            ours = getattr(made_by, "__self__", None) is self
            # What `parametrize` gives without a fixture comes from pytest itself.
            direct = getattr(made_by, "__module__", "").startswith("_pytest.")
            if not ours and not (name in given and direct):
                return None
        awaited = inspect.iscoroutinefunction(item.obj)
        return None if item.cls is not None or awaited else given

    @pytest.fixture
    def submission(self) -> object:
        return self._submission

    @pytest.fixture
    def rng(self) -> np.random.Generator | None:
        return self._rng

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> pytest.TestReport:
        # In place of pytest's own report, whose text would quote the check's
        # source and every value in it.
        if call.excinfo is not None and self.raised is None:
            self.raised = call.excinfo.value
        report = pytest.TestReport.__new__(pytest.TestReport)
        report.nodeid, report.location = item.nodeid, item.location
        report.outcome = "passed" if call.excinfo is None else "failed"
        report.longrepr, report.sections, report.keywords = None, [], {}
        assert call.when != "collect"
        report.when = call.when
        return report

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        # A file that skips itself would leave its checks out without a word.
        if not report.passed and not self.problem:
            rows = str(report.longrepr).strip().splitlines()
            last = rows[-1].removeprefix("E").strip() if rows else ""
            self.problem = f"{report.nodeid}: {last[:500]}"


def _called(
    item: pytest.Function,
    parameters: dict[str, object],
    submission: object,
    entropy: list[int],
) -> BaseException | None:
    """Call a check as pytest would that has nothing to set up; give what it raised.

    pytest's own way through its hooks takes longer than most checks do.
    """
    arguments: dict[str, object] = {}
    for name in item._fixtureinfo.argnames:
        if name in parameters:
            arguments[name] = parameters[name]
        elif name == "rng":
            arguments[name] = np.random.default_rng(entropy)
        else:
            arguments[name] = submission
    try:
        with _quiet():
            item.obj(**arguments)
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:  # noqa: BLE001  (whatever a check raises is its result)
        return error
    return None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what checks print, and pytest's own remarks, off the results."""
    nowhere = io.StringIO()
    with contextlib.redirect_stdout(nowhere), contextlib.redirect_stderr(nowhere):
        yield


@contextlib.contextmanager
def _no_environment(*names: str) -> Iterator[None]:
    kept = {n: os.environ.pop(n) for n in names if n in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def author_traceback(error: BaseException) -> str:
    """Where a check itself failed, for its author; never for a learner."""
    lines = traceback.format_exception(error)
    return "".join(lines[-8:])


sys.dont_write_bytecode = True  # no __pycache__ beside the course's files
