"""A headless Chromium that opens pages as a reader would, over its own debugging protocol, and tells what happened."""

import json
import re
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import websocket

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", r"C:\Program Files\Google\Chrome\Application\chrome.exe")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-extensions",
         "--disable-component-update", "--proxy-server=127.0.0.1:9", "--remote-debugging-port=0", "--remote-allow-origins=*",
         "--hide-scrollbars")
# A page is ready when its figures are drawn, and at the latest then.
SECONDS = 30
# Notes in milliseconds when the first figure of a page has been drawn.
FIRST = """(function look() {
    const figure = document.querySelector(".main-svg, figure svg, figure img");
    if (figure && figure.getBoundingClientRect().height > 0) window.firstFigure = performance.now(); else requestAnimationFrame(look);
})()"""


def find() -> str | None:
    """The path of a Chromium or Chrome on this machine."""
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in on_path if path), None) or next((path for path in PLACES if Path(path).is_file()), None)


@dataclass
class Seen:
    """What happened while a page was open: URLs it asked for, and errors in its console."""

    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


class Browser:
    """One Chromium with one tab, to be used in a `with` statement."""

    def __init__(self, command: str):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            [command, *FLAGS, f"--user-data-dir={self.profile.name}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        port = self._port()
        tabs = self._tabs(port)
        self.socket = websocket.create_connection(tabs, timeout=10 * SECONDS, suppress_origin=True, http_no_proxy=["127.0.0.1"])
        self.number = 0
        self.seen = Seen()
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable")
        self.send("Page.addScriptToEvaluateOnNewDocument", source=FIRST)

    def _port(self) -> int:
        for line in self.process.stderr:
            found = re.search(r"DevTools listening on ws://127\.0\.0\.1:(\d+)/", line)
            if found:
                return int(found.group(1))
        raise OSError("Chromium ended before it could be asked anything.")

    @staticmethod
    def _tabs(port: int) -> str:
        import urllib.request

        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(f"http://127.0.0.1:{port}/json", timeout=SECONDS) as answer:
            return next(tab["webSocketDebuggerUrl"] for tab in json.load(answer) if tab["type"] == "page")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        self.profile.cleanup()

    def send(self, method: str, **parameters):
        """The answer to one command; what the page did in the meantime is noted."""
        self.number += 1
        self.socket.send(json.dumps({"id": self.number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.number:
                if "error" in message:
                    raise OSError(f"{method}: {message['error']['message']}")
                return message["result"]
            self._note(message)

    def _note(self, message: dict) -> None:
        what, told = message.get("method"), message.get("params", {})
        if what == "Network.requestWillBeSent":
            self.seen.requests.append(told["request"]["url"])
        elif what == "Runtime.exceptionThrown":
            details = told["exceptionDetails"]
            self.seen.errors.append(details.get("exception", {}).get("description", details["text"]).split("\n")[0])
        elif what == "Runtime.consoleAPICalled" and told["type"] == "error":
            self.seen.errors.append(" ".join(str(a.get("value", a.get("description"))) for a in told["args"]))
        elif what == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.seen.errors.append(told["entry"]["text"])

    def run(self, script: str):
        """The value of a JavaScript expression in the page; a promise is waited for."""
        answer = self.send("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise OSError(answer["exceptionDetails"]["exception"]["description"])
        return answer["result"].get("value")

    def look(self, media: str = "", scheme: str = "light") -> None:
        """Shows the page as on the screen or in "print", in a light or dark scheme."""
        self.send("Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def open(self, page: Path, width: int, height: int = 900, media: str = "") -> Seen:
        """Opens a file at a width in CSS pixels, for the screen or for "print", and waits for its figures."""
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.look(media)
        self.send("Page.navigate", url="about:blank")
        self.seen = Seen()
        self.send("Page.navigate", url=page.as_uri())
        until = time.monotonic() + SECONDS
        ready = ("document.readyState == 'complete' && [...document.querySelectorAll('[id^=figure_]')]"
                 ".every(figure => figure.querySelector('.main-svg'))")
        while not self.run(ready) and time.monotonic() < until:
            time.sleep(0.1)
        self.seen.requests = [url for url in self.seen.requests if url not in (page.as_uri(), "about:blank") and url[:5] != "data:"]
        return self.seen

    def saved(self, script: str) -> str:
        """The SVG file that the page saves when a script is run in it; empty if it saves none."""
        folder = Path(self.profile.name) / "saved"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))
        self.run(script)
        until = time.monotonic() + SECONDS
        while not (done := [file for file in folder.iterdir() if file.suffix == ".svg"]) and time.monotonic() < until:
            time.sleep(0.1)
        return done[0].read_text(encoding="utf-8") if done else ""

    def serious(self) -> list[str]:
        """What axe finds on the open page that is serious or critical: the rule, how often, and the first place."""
        axe = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        self.run(f"{axe}; 0")
        found = json.loads(self.run("axe.run({resultTypes: ['violations']}).then(found => JSON.stringify(found.violations))"))
        return [f"{each['id']} {len(each['nodes'])} times, such as {each['nodes'][0]['html'][:120]}"
                for each in found if each["impact"] in ("serious", "critical")]
