"""Cannot gain by rewriting the code that serves it.

It may then answer whatever it likes, which is what a return value is anyway.
"""

import gc
import sys

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
inside = type(server).run.__globals__
protocol = inside["protocol"]
LIES = [0.0, True, float("nan"), [4.0, 7.0], [0.0, 0.0], None, {"result": "0.0"}]


def lie(self, request):
    LIES.append(LIES.pop(0))
    return {"mutated": [], "value": protocol.encode(LIES[0])}


inside["_OPERATIONS"] |= {"call": lie, "get": lie, "set": lie}
protocol.encode.__defaults__ = (lambda value: protocol.Handle(1, "float"),)
protocol.MAX_FRAME = protocol.MAX_ITEMS = protocol.MAX_DEPTH = 1 << 40
sys.setrecursionlimit(10**6)
