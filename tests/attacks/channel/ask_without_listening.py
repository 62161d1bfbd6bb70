"""Cannot block the judge by calling back without ever reading what it answers.

Promise: overrun
"""

import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def walk(step, start):
    number = next(iter(server.callbacks))
    body = {"nonce": server.nonce, "callback": number, "args": [start], "kwargs": {}}
    packed = protocol.encode(body)
    while True:
        server.connection.send(packed)
