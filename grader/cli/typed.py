"""Lines that a person types, or that come through a pipe."""

from __future__ import annotations

import sys

from grader.cli.out import Out, plain

MAX_LINE = 100_000
_ECHOED = 500


class Typed:
    """Standard input, line by line.

    Parameters
    ----------
    out : Out
        Where prompts are written.

    Attributes
    ----------
    terminal : bool
        Whether a person sits there, who can be asked more than was planned.
    """

    def __init__(self, out: Out) -> None:
        self.out = out
        self.terminal = sys.stdin is not None and sys.stdin.isatty()
        reconfigure = getattr(sys.stdin, "reconfigure", None)
        if reconfigure is not None:
            # Bytes that are no text are an answer like others, never a crash.
            reconfigure(errors="replace")

    def line(self, prompt: str) -> str:
        """Ask for one line; give it without its end.

        Raises
        ------
        EOFError
            When there is no more.
        """
        self.out.prompt(prompt)
        text = "" if sys.stdin is None else sys.stdin.readline(MAX_LINE)
        if not text:
            self.out.line()
            raise EOFError
        rest = text
        while len(rest) == MAX_LINE and not rest.endswith("\n"):
            rest = sys.stdin.readline(MAX_LINE)
        text = text.removesuffix("\n").removesuffix("\r")
        if not self.terminal:
            # A terminal shows what is typed; a record of a pipe should, too.
            self.out.line(plain(text[:_ECHOED]))
        return text
