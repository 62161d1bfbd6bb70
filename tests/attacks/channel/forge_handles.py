"""Cannot gain by handing out references to objects that it does not have.

The module, its server and the judge's own are no numbers either.
"""

import gc

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def forge(number, name="Scaler"):
    return protocol.encode(protocol.Handle(number, name))


def send(value):
    server.connection.send(protocol.encode({"nonce": server.nonce, "value": value}))


def scale(x):
    return {"a": [protocol.Handle(1 << 31, "ndarray")]}


def total(x):
    send(forge(0, "float64"))


def walk(step, start):
    return protocol.Handle(1, "function" * 40)


def label(x):
    send(protocol.encode(protocol.CallbackRef(1)))


class Scaler:
    def __new__(cls):
        server.objects[7] = server
        return protocol.Handle(7, "Scaler")


seen = 1
