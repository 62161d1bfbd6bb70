"""Rename as Linux can: two files exchanged, or only where there is none, in one step."""

from __future__ import annotations

import ctypes
import errno
import functools
import os
from collections.abc import Callable
from pathlib import Path

NO_REPLACE = 1
EXCHANGE = 2
_AT_FDCWD = -100
_CANNOT = {errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM}


def rename(old: Path, new: Path, how: int) -> bool:
    """Rename in one step; whether that was done.

    False where the names do not allow it (`new` is there, or is not), or the system
    or the file system knows no such step: nothing was done then.

    Raises
    ------
    OSError
        For whatever else stands in the way.
    """
    call = _renameat2()
    if call is None:
        return False
    if call(_AT_FDCWD, os.fsencode(old), _AT_FDCWD, os.fsencode(new), how) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT | {errno.ENOENT, errno.EEXIST}:
        return False
    raise OSError(number, os.strerror(number), str(new))


@functools.cache
def _renameat2() -> Callable[[int, bytes, int, bytes, int], int] | None:
    """Find the C library's function, which only Linux has."""
    try:
        call: Callable[[int, bytes, int, bytes, int], int] = ctypes.CDLL(
            None, use_errno=True
        ).renameat2
    except (OSError, AttributeError):
        return None
    return call
