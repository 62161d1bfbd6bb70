"""Zips that are the same, byte for byte, whenever and wherever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping

_DATE = (1980, 1, 1, 0, 0, 0)  # a zip's earliest


def zipped(files: Mapping[str, bytes], scripts: Collection[str] = ()) -> bytes:
    """Make a zip of files by their names.

    Parameters
    ----------
    scripts : collection of str
        The names of those that can be run.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.external_attr = (0o100755 if name in scripts else 0o100644) << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3  # Unix, wherever it is made
            archive.writestr(info, files[name])
    return stream.getvalue()
