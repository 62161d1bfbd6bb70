"""Cannot carry a hidden input out as the name of a changed argument.

The first function is right but for the changes that it reports.

Earns: 1
"""

import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def send(**fields):
    server.connection.send(protocol.encode({"nonce": server.nonce} | fields))


def scale(x):
    value = protocol.encode(3 * x + 1)
    send(value=value, mutated=[repr(n) for n in x.tolist()])


def total(x):
    send(unsendable=str(x.tolist()))


def walk(step, start):
    number = str(step(start))
    send(error={"types": [number, "ValueError"], "message": number, "line": 2891769})


def label(x):
    send(value=protocol.encode(protocol.Handle(1, str(x))))
