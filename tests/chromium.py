"""A real browser for the tests: headless Chromium over its debugging pipe, with nothing but the standard library."""

import contextlib
import json
import os
import select
import subprocess
import sys
import time

from programs import find_program, own_fonts

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--disable-component-update", "--disable-sync", "--disable-extensions", "--remote-debugging-pipe",
)  # fmt: skip
LAUNCH = """
import fcntl, os, sys
reads, writes = (fcntl.fcntl(int(end), fcntl.F_DUPFD, 10) for end in sys.argv[1:3])
os.dup2(reads, 3), os.dup2(writes, 4)  # where the browser reads commands and writes answers
os.execv(sys.argv[3], sys.argv[3:])
"""
PATIENCE = 60  # seconds, for a loaded machine


@contextlib.contextmanager
def browser(profile):
    """Yield a running browser with its own profile, and end it afterwards."""
    program = find_program(*NAMES)
    profile.mkdir(exist_ok=True)
    to_read, to_write = os.pipe()
    from_read, from_write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, str(to_read), str(from_write), program, *FLAGS, f"--user-data-dir={profile}"],
        pass_fds=(to_read, from_write),
        env=own_fonts(profile),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    os.close(to_read)
    os.close(from_write)
    started = Browser(from_read, to_write)
    try:
        yield started
    finally:
        with contextlib.suppress(OSError):
            started.send({"id": 0, "method": "Browser.close"})
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(to_write)
        os.close(from_read)


class Browser:
    """The two ends of a browser's pipe: commands of the DevTools protocol go in, answers and events come out."""

    def __init__(self, answers, commands):
        self.answers, self.commands = answers, commands
        self.buffer = b""
        self.events = []
        self.number = 0

    def send(self, message):
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data) :]

    def call(self, method, session=None, **params):
        """Return a command's answer."""
        self.number += 1
        self.send({"id": self.number, "method": method, "params": params} | ({"sessionId": session} if session else {}))
        answer = self.wait(lambda said: said.get("id") == self.number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']}")
        return answer["result"]

    def wait(self, wanted):
        """Return the next matching message; all are kept in `events`."""
        ends = time.monotonic() + PATIENCE
        while True:
            while b"\0" in self.buffer:
                data, _, self.buffer = self.buffer.partition(b"\0")
                said = json.loads(data)
                self.events.append(said)
                if wanted(said):
                    return said
            left = ends - time.monotonic()
            if left <= 0 or not select.select([self.answers], [], [], left)[0]:
                raise AssertionError("the browser does not answer")
            part = os.read(self.answers, 1 << 16)
            if not part:
                raise AssertionError("the browser has ended")
            self.buffer += part


class Tab:
    """A tab, which remembers everything that the browser reports about it."""

    def __init__(self, started):
        self.browser = started
        self.target = started.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = started.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method, **params):
        return self.browser.call(method, self.session, **params)

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)

    def open(self, path):
        """Load a file and wait until it is there."""
        self.browser.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        if not self.told("Page.loadEventFired"):
            self.browser.wait(
                lambda said: (said.get("method"), said.get("sessionId")) == ("Page.loadEventFired", self.session)
            )

    def run(self, script):
        """Return the value of a script's last expression."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def told(self, *methods):
        return [
            said["params"]
            for said in self.browser.events
            if said.get("method") in methods and said.get("sessionId") == self.session
        ]

    @property
    def complaints(self):
        """What was written to the console, thrown or logged."""
        return self.told("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")

    @property
    def requests(self):
        """The requested addresses, except those inside the page itself."""
        asked = [asked["request"]["url"] for asked in self.told("Network.requestWillBeSent")]
        return [url for url in asked if not url.startswith("data:")]

    def assert_nothing_ran(self, path):
        """Assert that a page with hostile names opened no dialog, complained of nothing and asked for nothing else."""
        assert self.told("Page.javascriptDialogOpening") == []
        assert self.complaints == []
        assert self.requests == [path.as_uri()]
        assert self.run("document.querySelectorAll('main img, main script').length") == 0
