"""Cannot win by answering from many threads at once."""

import gc
import threading

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def flood():
    while True:
        body = {"nonce": server.nonce, "value": protocol.encode(0.0)}
        server.connection.send(protocol.encode(body))


def scale(x):
    for _ in range(4):
        threading.Thread(target=flood, daemon=True).start()
    return x


def total(x):
    return 0.0
