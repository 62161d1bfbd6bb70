"""Cannot keep the judge busy with what an exception says.

Promise: flood
"""

import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]

LONG = {"types": ["KeyError"], "message": "1" * (4 << 20), "line": 1}


def send(*args):
    server.connection.send(protocol.encode({"nonce": server.nonce, "error": LONG}))


def scale(x):
    LONG["types"] = ["KeyError"] * 50_000
    send()


total = walk = label = Scaler = send
