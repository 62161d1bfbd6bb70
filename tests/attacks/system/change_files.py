"""Cannot change what stands at a path that it can guess: mode, owner, time, length, name."""

import contextlib
import os

FILES = ("@COURSE@/exercises/ex01_task/task.py", "@COURSE@/exercises/course.yaml")


def change(call):
    for file in FILES:
        with contextlib.suppress(OSError):
            call(file)
            raise BufferError("got through")


def scale(x):
    change(lambda file: os.chmod(file, 0o777))
    change(lambda file: os.utime(file, (0, 0)))
    change(lambda file: os.chown(file, os.getuid(), os.getgid()))
    return x


def total(x):
    change(lambda file: os.setxattr(file, "user.note", b"hello"))
    change(lambda file: os.truncate(file, 10**6))
    return 0.0


def walk(step, start):
    change(lambda file: os.rename(file, f"{file}.moved"))
    return 0.0


def label(x):
    change(lambda file: os.unlink(f"{file}.moved"))
    change(os.unlink)
