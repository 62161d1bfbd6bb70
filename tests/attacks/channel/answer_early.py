"""Cannot leave an answer lying ready for the next question."""

import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def lay(value):
    body = {"nonce": server.nonce, "value": protocol.encode(value), "mutated": []}
    server.connection.send(protocol.encode(body))


lay(8675311.25)


def scale(x):
    for _ in range(3):
        lay([8675310.25, 1.0])
    return x


def total(x):
    lay(0.0)
    lay(8675311.25)
    return 0.0
