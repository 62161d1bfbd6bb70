"""Cannot call a function of ours that it was not given."""

import contextlib
import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]


def walk(step, start):
    found = []
    for number in (*range(40), 1 << 31, 2**32 - 1):
        stub = server._stub(number)
        for args in ((), (0.0,), (start,), ("EXPECTED",)):
            with contextlib.suppress(Exception):
                found.append(stub(*args))
    return max((f for f in found if isinstance(f, float)), default=0.0)
