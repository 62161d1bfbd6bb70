"""What a page's main thread costs, task by task, however busy the machine is."""

from __future__ import annotations

import json
import urllib.request
from typing import Any


class Trace:
    """Follows chromium from here to `tasks`, beside the driver that steers it."""

    def __init__(self, driver: Any) -> None:
        import websocket  # selenium brings it

        browser = driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
        with urllib.request.urlopen(f"http://{browser}/json/version") as answer:
            address = json.load(answer)["webSocketDebuggerUrl"]
        self._socket = websocket.create_connection(address, suppress_origin=True)
        categories = {"includedCategories": ["toplevel", "devtools.timeline"]}
        self._send(1, "Tracing.start", traceConfig=categories)
        while json.loads(self._socket.recv()).get("id") != 1:
            pass

    def _send(self, number: int, method: str, **params: object) -> None:
        message = {"id": number, "method": method, "params": params}
        self._socket.send(json.dumps(message))

    def tasks(self) -> list[float]:
        """Milliseconds of processor time of each task of the thread that animates."""
        self._send(2, "Tracing.end")
        events: list[dict[str, Any]] = []
        while (message := json.loads(self._socket.recv())).get("method") != (
            "Tracing.tracingComplete"
        ):
            if message.get("method") == "Tracing.dataCollected":
                events += message["params"]["value"]
        self._socket.close()

        def thread(event: dict[str, Any]) -> tuple[int, int]:
            return event["pid"], event["tid"]

        animating = {thread(e) for e in events if e["name"] == "FireAnimationFrame"}
        return [
            e["tdur"] / 1e3
            for e in events
            if e["name"].endswith("RunTask") and "tdur" in e and thread(e) in animating
        ]
