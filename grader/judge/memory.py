"""Checks that are not run a second time where they would find the same.

With one seed a check is a function of what the submission answers.  Of a class, most
answer word for word what others did: then the check's questions are put to the
submission as they were put before, and while every answer is one that was given before,
what the check made of them is known.  The submission is asked everything that it would
be asked, in the same order and under the same limits; only our own computing is spared.
The first answer that is new has the check run, which takes from a tape what was asked
already.
"""

from __future__ import annotations

from grader.judge.run import RawResult
from grader.model import Verdict
from grader.sandbox.session import Session
from grader.sandbox.tape import Asked, Exchange

ROOM = 4 << 20
"""Bytes that the exchanges may take that are kept for one exercise."""


class Memory:
    """What checks of one exercise made of answers, with one seed."""

    def __init__(self) -> None:
        self._begun: dict[str, _Next] = {}
        self._unsteady: set[str] = set()
        self._left = ROOM

    def recall(self, check: str, session: Session) -> RawResult | None:
        """Put a check's questions to a submission; give what the check makes of it.

        Returns
        -------
        RawResult or None
            None where it has to be run; the session holds what was asked already then.
        """
        step = self._begun.get(check)
        if step is None or not session.repeatable:
            return None
        heard: list[Exchange] = []
        while isinstance(step, _Question):
            exchange = session.repeat(step.message)
            heard.append(exchange)
            if exchange.failure is not None:
                break
            step = step.answers.get((exchange.answered, exchange.printed))
        if isinstance(step, RawResult):
            return step
        session.rehearse(heard)
        return None

    def learn(self, session: Session, result: RawResult) -> bool:
        """Keep what a check has just made of a submission's answers.

        Returns
        -------
        bool
            False where the check asked something else than what was asked already: it
            has to be run again, from its beginning.
        """
        check, tape = result.check.id, session.tape
        if not tape.steady:
            self._forget(check)
            return False
        lasting = session.repeatable and result.verdict is not Verdict.BROKEN
        if not lasting or not tape.whole or check in self._unsteady:
            return True
        if tape.size <= self._left:
            self._left -= tape.size
            self._keep(check, tape.said, _without_frames(result))
        return True

    def _keep(self, check: str, said: list[Exchange], result: RawResult) -> None:
        if not said:
            self._begun.setdefault(check, result)
            return
        step = self._begun.setdefault(check, _Question(said[0].asked))
        for exchange, following in zip(said, [*said[1:], None], strict=True):
            if not isinstance(step, _Question) or step.message != exchange.asked:
                self._forget(check)
                return
            answer = exchange.answered, exchange.printed
            after = result if following is None else _Question(following.asked)
            step = step.answers.setdefault(answer, after)

    def _forget(self, check: str) -> None:
        """Run a check in full from now on: it does not ask the same every time."""
        self._unsteady.add(check)
        self._begun.pop(check, None)


class _Question:
    """A message, and for each answer that was seen what comes then."""

    __slots__ = ("answers", "message")

    def __init__(self, message: Asked) -> None:
        self.message = message
        self.answers: dict[tuple[tuple[bytes, bytes], bytes], _Next] = {}


_Next = _Question | RawResult


def _without_frames(result: RawResult) -> RawResult:
    """Let go of where a comparison failed: it would keep all that was there alive."""
    failure = result.failure
    if failure is not None:
        failure.__traceback__ = failure.__context__ = failure.__cause__ = None
    return result
