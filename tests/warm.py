"""An isolated Python that goes on from one command to the next.

Starting one takes ten times as long as a command that needs it; a process of `learn`
has its own, but those that are run in the tests' own process may share.
"""

from __future__ import annotations

import subprocess
from typing import Any

from grader.sandbox.launch import ForkServer

_running: dict[bytes, ForkServer] = {}


class Shared:
    """Stands for a fork server: starts one if none has the same imports, and ends none."""

    _server: ForkServer

    @property
    def control(self) -> Shared:
        return self

    @property
    def process(self) -> subprocess.Popen[bytes]:
        return self._server.process

    def send(self, wanted: bytes) -> None:
        """Take what is sent first to a fork server: what it is to import."""
        found = _running.get(wanted)
        if found is None or found.process.poll() is not None:
            if found is not None:
                found.close()
            found = _running[wanted] = ForkServer()
            found.control.send(wanted)
        self._server = found

    def sendmsg(self, *message: Any) -> None:
        self._server.control.sendmsg(*message)

    def close(self) -> None:
        """Leave it to the next."""


def end() -> None:
    """End them all."""
    while _running:
        _running.popitem()[1].close()
