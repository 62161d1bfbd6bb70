"""Cannot have something run that is no source: compiled code, a program, an archive."""

import importlib.util
import io
import marshal
import zipfile

code = compile("import os; os._exit(0)", "task.py", "exec")
archive = io.BytesIO()
with zipfile.ZipFile(archive, "w") as made:
    made.writestr(zipfile.ZipInfo("__main__.py"), "def total(x): return 0.0")
SUBMITTED = (
    importlib.util.MAGIC_NUMBER + bytes(12) + marshal.dumps(code) + archive.getvalue()
)
