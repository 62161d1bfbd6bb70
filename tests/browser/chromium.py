"""A real browser, headless, that shows pages as readers of many kinds see them."""

from __future__ import annotations

import contextlib
import importlib.util
import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ORACLES = Path(__file__).parents[2] / ".venv" / "oracles" / "node_modules"


def _axe() -> Path:
    """Find axe: the newest from npm, or else the one that a Python package brings."""
    newest = ORACLES / "axe-core" / "axe.min.js"
    known = importlib.util.find_spec("axe_core_python")
    if newest.is_file() or known is None or known.origin is None:
        return newest
    return Path(known.origin).with_name("axe.min.js")


AXE = _axe()
AA = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
ARGUMENTS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync "
    "--disable-extensions --disable-default-apps --hide-scrollbars"
).split()

WIDTHS = (320, 360, 768, 1440, 1600)
UNFOLD = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"

OVERFLOW = """(() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return "";
  const out = Array.from(document.querySelectorAll("body *"))
    .filter((e) => e.getBoundingClientRect().right > wide + 1)
    .map((e) => e.tagName + "." + e.getAttribute("class"));
  return `${document.documentElement.scrollWidth} > ${wide}: ${out.slice(0, 5)}`;
})()"""


class Browser:
    """Opens pages as a reader with some width, colours and habits would."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.page = ""

    def open(
        self,
        page: Path,
        *,
        width: int = 1440,
        scheme: str = "light",
        medium: str = "",
        motion: str = "no-preference",
        scripts: bool = True,
        at: str = "",
    ) -> None:
        self.forget()
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=900, deviceScaleFactor=1, mobile=False,
        )  # fmt: skip
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": motion},
        ]
        self.cdp("Emulation.setEmulatedMedia", media=medium, features=features)
        self.cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.driver.get("about:blank")
        self.page = page.as_uri()
        self.driver.get(self.page + at)

    def cdp(self, command: str, **parameters: object) -> Any:
        return self.driver.execute_cdp_cmd(command, parameters)

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def evaluate(self, expression: str) -> Any:
        """Ask the page something from outside, also where its scripts are off."""
        answer = self.cdp("Runtime.evaluate", expression=expression, returnByValue=True)
        return answer["result"].get("value")

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def sticking_out(self) -> dict[int, str]:
        """What is wider than the page with everything unfolded, by the page's width."""
        found = {}
        for width in WIDTHS:
            self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=900,
                     deviceScaleFactor=1, mobile=False)  # fmt: skip
            self.evaluate(UNFOLD)
            found[width] = self.evaluate(OVERFLOW)
        return {width: what for width, what in found.items() if what != ""}

    def violations(self) -> list[tuple[str, str, int]]:
        """What axe finds against WCAG's level AA: the rule, an example, how many."""
        self.run(AXE.read_text("utf-8"))
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            # An older axe does not know the newest tags, and would not run at all.
            "const known = new Set(axe.getRules().flatMap((rule) => rule.tags));"
            "const tags = arguments[0].filter((tag) => known.has(tag));"
            "axe.run(document, {runOnly: tags, preload: false,"
            " resultTypes: ['violations']})"
            ".then((r) => done(r.violations), (e) => done(String(e)));",
            AA,
        )
        return [(v["id"], v["nodes"][0]["html"][:300], len(v["nodes"])) for v in found]

    def forget(self) -> None:
        self.driver.get_log("browser")
        self.driver.get_log("performance")

    def console(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def requests(self) -> list[str]:
        """Every address that was asked for, except the page's own."""
        events = [
            json.loads(entry["message"])["message"]
            for entry in self.driver.get_log("performance")
        ]
        asked = [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
        ]
        return [url for url in asked if url not in ("about:blank", self.page)]


@contextlib.contextmanager
def started(folder: Path) -> Iterator[Browser]:
    """Start the system's chromium; nothing is downloaded for it."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for argument in (*ARGUMENTS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(argument)
    options.set_capability(
        "goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"}
    )
    service = Service(executable_path=shutil.which("chromedriver"))
    driver = webdriver.Chrome(options=options, service=service)
    try:
        _until_quiet(driver)
        yield Browser(driver)
    finally:
        driver.quit()


def _until_quiet(driver: Any) -> None:
    """Let chromium's own first page come to its end: what it asks for is not ours."""
    driver.get("about:blank")
    for _ in range(40):
        time.sleep(0.1)
        if not driver.get_log("performance"):
            return
