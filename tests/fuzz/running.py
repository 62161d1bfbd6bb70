"""Try many inputs on a target: none may raise, hang or take much memory."""

from __future__ import annotations

import collections
import contextlib
import hashlib
import random
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).parent / "corpus"
DEADLINE_S = 10
"""How long one input may take, on a machine that is busy."""
MEMORY = 64 << 20
MOST_KEPT = 20
_REPORT_S = 30.0


class Broken(AssertionError):
    """An input broke a promise; says which."""


class TooSlow(BaseException):
    """An input took too long; no `Exception`, so that nobody catches it."""


class Target(NamedTuple):
    """What is fuzzed.

    Attributes
    ----------
    make : callable
        Makes an input from chance and from the corpus.
    check : callable
        Tries an input and gives a word for what became of it; whatever it raises
        breaks a promise.
    """

    name: str
    make: Callable[[random.Random, Sequence[bytes]], bytes]
    check: Callable[[bytes], str]


class Tally(NamedTuple):
    """What became of all inputs; times in seconds, memory in bytes."""

    count: int
    outcomes: collections.Counter[str]
    lasted: float
    worst: float
    worst_at: int
    memory: int
    broken: dict[str, str]

    def lines(self, target: Target, seed: int, start: int) -> Iterator[str]:
        """Tell it."""
        rate = self.count / self.lasted if self.lasted else 0.0
        yield (
            f"{target.name}: {self.count:,} inputs, seed {seed}, from {start}: "
            f"{len(self.broken)} broken promises; {self.lasted:.0f} s, {rate:,.0f}/s, "
            f"worst {self.worst * 1e3:.1f} ms (input {self.worst_at}), "
            f"memory +{self.memory / (1 << 20):.1f} MiB"
        )
        for outcome, count in self.outcomes.most_common():
            yield f"  {count:>9,} {outcome}"
        for name, what in self.broken.items():
            yield f"  {name}: {what}"


def corpus(name: str) -> list[bytes]:
    """Give the inputs that are kept for a target, in order of name."""
    return [f.read_bytes() for f in sorted((CORPUS / name).glob("*.bin"))]


def keep(name: str, data: bytes, folder: Path = CORPUS) -> Path:
    """Put an input into the corpus."""
    file = folder / name / f"{hashlib.sha256(data).hexdigest()[:12]}.bin"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def input_at(target: Target, seed: int, place: int, known: Sequence[bytes]) -> bytes:
    """Make the one input of this number: it hangs on no other."""
    return target.make(random.Random(seed << 40 | place), known)


def tried(target: Target, data: bytes) -> tuple[str, str]:
    """Try one input: what became of it, and how it broke a promise, if it did."""
    try:
        with _deadline():
            return target.check(data), ""
    except TooSlow:
        return "broken", f"no end within {DEADLINE_S} s"
    except Exception as error:  # noqa: BLE001  (that is what is looked for)
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return "broken", f"{type(error).__name__} at {where}: {str(error)[:200]}"


def run(
    target: Target,
    count: int,
    seed: int,
    start: int = 0,
    *,
    kept: Path | None = CORPUS,
    say: Callable[[str], None] | None = None,
) -> Tally:
    """Try `count` inputs.

    Parameters
    ----------
    kept : Path, optional
        Where an input goes that breaks a promise.
    say : callable, optional
        Is told now and then how far it is.
    """
    known = corpus(target.name)
    for data in known[:20]:
        tried(target, data)  # what is loaded on first use is nobody's memory
    outcomes: collections.Counter[str] = collections.Counter()
    broken: dict[str, str] = {}
    worst, worst_at, most = 0.0, -1, 0
    began = told = time.monotonic()
    before = begin_memory()
    for place in range(start, start + count):
        data = input_at(target, seed, place, known)
        at = time.perf_counter()
        outcome, what = tried(target, data)
        lasted = time.perf_counter() - at
        outcomes[outcome] += 1
        if lasted > worst:
            worst, worst_at = lasted, place
        grown = peak() - before
        most = max(most, grown)
        if grown > MEMORY:
            what = what or f"{grown >> 20} MiB of memory"
            before = begin_memory()
        new = what.partition(": ")[0] not in {
            w.partition(": ")[0] for w in broken.values()
        }
        if what and new and len(broken) < MOST_KEPT:
            name = keep(target.name, data, kept).name if kept else f"input {place}"
            broken[f"{name} (seed {seed}, input {place})"] = what
        if say is not None and time.monotonic() - told > _REPORT_S:
            told = time.monotonic()
            say(
                f"{target.name}: {place - start + 1:,} of {count:,}, {len(broken)} broken"
            )
    lasted = time.monotonic() - began
    return Tally(count, outcomes, lasted, worst, worst_at, most, broken)


@contextlib.contextmanager
def _deadline() -> Iterator[None]:
    def late(signum: int, frame: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, DEADLINE_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def begin_memory() -> int:
    """Forget the highest use of memory so far, where the system can; give it."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak() -> int:
    """Give the most memory that this process had, in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
