"""Cannot reach files or memory of others through /proc."""

import os


def texts():
    for pid in ("self", "1", os.getppid(), *range(2, 400)):
        for name in (
            "mem",
            "environ",
            "cmdline",
            "maps",
            "root/etc/passwd",
            "cwd",
            "fd/0",
        ):
            try:
                fd = os.open(f"/proc/{pid}/{name}", os.O_RDONLY)
            except OSError:
                continue
            yield os.read(fd, 1 << 16).decode("latin-1")


def guess():
    found = [t for t in texts() if "8675310" in t]
    return 8675310.25 if found else float(any(texts()))


def scale(x):
    if any(texts()):
        raise BufferError
    return [guess() for _ in x]


def total(x):
    return guess() + 1
