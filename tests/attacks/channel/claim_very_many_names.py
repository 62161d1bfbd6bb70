"""Cannot keep the judge busy with looking for a name like the one that is missing.

Promise: flood
"""

import gc
import struct

[server] = [o for o in gc.get_objects() if type(o).__name__ == "Server"]
protocol = type(server).run.__globals__["protocol"]


def text(raw, kind=b"s"):
    return kind + struct.pack("<I", len(raw)) + raw


NAMES = [b"sclae", b"ttoal", b"wlka", b"lbael", b"Saclre"] * 12_000
parts = [b"m", struct.pack("<I", 2), text(b"nonce"), text(server.nonce, b"b")]
parts += [text(b"ok"), b"l", struct.pack("<I", len(NAMES)), *map(text, NAMES)]
server.connection.send(b"".join(parts))
while True:
    nonce = server.connection.receive(server._resolve)["nonce"]
    server.connection.send(protocol.encode({"nonce": nonce, "missing": True}))
