"""The floor of judging: what isolation and the checks cost when nothing else is done.

    python zygote_floor.py FOLDER FILE...

A process with NumPy and the checks preloaded forks once a submission, in the obvious
order: all six namespaces, a second fork to be process 1, its own /proc and an empty
root, rlimits, Landlock, the system call filter; runs the file and calls the checks in
that same process.  No pytest, no contract, no feedback, no diagnosis, and the verdict
could be forged.  Prints how many it did, how long that took, and the verdicts.
"""

import contextlib
import importlib.util
import io
import json
import os
import sys
import time
import types
import zlib
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))

import numpy as np  # noqa: E402

from benchmarks import plain_checks  # noqa: E402
from grader.sandbox import confine  # noqa: E402


def checks(files):
    """The checks of an exercise as functions, with `grader.checks` as asserts."""
    import grader.checks  # noqa: F401  (found first: it is replaced)

    sys.modules["grader.checks"] = plain_checks
    found = []
    for file in files:
        spec = importlib.util.spec_from_file_location(file.stem, file)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found += [f for n, f in vars(module).items() if n.startswith("test_")]
    return found


def passes(source, functions):
    module = types.ModuleType("submission")
    submission = plain_checks.Submission(module)
    try:
        said = io.StringIO()
        with (
            contextlib.redirect_stdout(said),
            contextlib.redirect_stderr(said),
            np.errstate(all="ignore"),
        ):
            exec(compile(source, "submission.py", "exec"), module.__dict__)
            for check in functions:
                wants = check.__code__.co_varnames[: check.__code__.co_argcount]
                given = {"submission": submission}
                if "rng" in wants:
                    seed = zlib.crc32(check.__name__.encode())
                    given["rng"] = np.random.default_rng([0, 4, seed])
                check(**given)
    except BaseException:  # noqa: BLE001  (whatever a submission does)
        return False
    return True


def in_child(source, functions, end, program):
    uid, gid = os.getuid(), os.getgid()
    confine.enter_namespaces()
    pid = os.fork()
    if pid:
        os.waitpid(pid, 0)
        os._exit(0)
    assert (uid, gid) == (os.getuid(), os.getgid())
    confine._mount(None, b"/", None, confine.MS_REC | confine.MS_PRIVATE)
    confine._mount(b"proc", b"/proc", b"proc", 14)
    confine.empty_root()
    confine.limit_resources(1024, 21, 9)
    confine.no_new_privileges()
    confine.landlock()
    confine.drop_capabilities()
    confine.not_dumpable()
    confine.seccomp(program)
    os.write(end, b"1" if passes(source, functions) else b"0")
    os._exit(0)


def one(file, functions, program):
    source = file.read_bytes()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            in_child(source, functions, theirs, program)
        finally:
            os._exit(9)
    os.close(theirs)
    said = os.read(ours, 1)
    os.waitpid(pid, 0)
    os.close(ours)
    return said == b"1"


def main():
    folder, *files = map(Path, sys.argv[1:])
    slug = folder.name
    functions = checks(
        [folder / "test_public.py", ROOT / "reference" / slug / "test_hidden.py"]
    )
    program = confine.seccomp_filter(1, threads=True)
    solution = (ROOT / "reference" / slug / "solution.py").read_bytes()
    for _ in range(3):  # whatever is loaded when it is first used
        assert passes(solution, functions)
    if os.geteuid() == 0:
        confine.leave_root()
    started = time.perf_counter()
    got = [one(file, functions, program) for file in files]
    lasted = time.perf_counter() - started
    print(json.dumps({"n": len(files), "seconds": lasted, "passed": got}))


if __name__ == "__main__":
    main()
