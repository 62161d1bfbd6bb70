"""What is promised of code that is handed in, and at which level of protection.

The one list: `learn doctor` prints it for the machine at hand, and
``docs/threat-model.md`` for all of them, with the tests that hold each promise.
"""

from __future__ import annotations

from typing import NamedTuple

from grader.model import Level, at_least


class Promise(NamedTuple):
    """One sentence that holds, or a test fails.

    Attributes
    ----------
    id : str
    sentence : str
        Without a full stop.
    least : {"full", "strong", "basic"}
        The weakest level that it is made at.
    """

    id: str
    sentence: str
    least: Level

    def is_made_at(self, level: Level) -> bool:
        """Whether it is promised at this level."""
        return level in at_least(self.least)


_CODE = "submitted code cannot"

PROMISES = (
    Promise("earn", f"{_CODE} earn a point that its answers do not earn", "basic"),
    Promise(
        "find_answers", f"{_CODE} find an answer or a check in its own process", "basic"
    ),
    Promise(
        "carry_inputs_out",
        f"{_CODE} carry a hidden input out in what it prints, raises or returns",
        "basic",
    ),
    Promise("overrun", f"{_CODE} run on when its time is up", "basic"),
    Promise(
        "stop_the_run", f"{_CODE} stop a run, or pass for a fault of ours", "basic"
    ),
    Promise(
        "flood", f"{_CODE} flood the judge with what it prints or returns", "basic"
    ),
    Promise(
        "deceive_readers",
        f"{_CODE} be another program for Python than for those who read it",
        "basic",
    ),
    Promise(
        "show_markup",
        f"{_CODE} put control characters, markup or formulas into what is shown",
        "basic",
    ),
    Promise(
        "leave_the_archive",
        "what is handed in cannot lead outside of its own folder or archive",
        "basic",
    ),
    Promise("read_files", f"{_CODE} read a file", "strong"),
    Promise("probe_files", f"{_CODE} tell which files and folders there are", "strong"),
    Promise("write_files", f"{_CODE} write, change or delete a file", "strong"),
    Promise("run_programs", f"{_CODE} run a program", "strong"),
    Promise("start_processes", f"{_CODE} start a process", "strong"),
    Promise("use_the_network", f"{_CODE} reach the network", "strong"),
    Promise(
        "touch_processes", f"{_CODE} see, signal or attach to other processes", "strong"
    ),
    Promise("read_the_environment", f"{_CODE} read the environment", "strong"),
    Promise(
        "take_resources",
        f"{_CODE} take more memory, processor time or threads than it is given",
        "strong",
    ),
    Promise(
        "gain_rights",
        f"{_CODE} undo its limits or gain rights from the kernel",
        "strong",
    ),
    Promise(
        "leave_traces",
        f"{_CODE} leave anything behind for a later submission",
        "strong",
    ),
)
