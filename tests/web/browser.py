"""A real Chromium without a window, driven over the DevTools protocol on a pipe (no port, no library).

Not for what is tested; see status_page_test.py. The browser gets an empty profile and is ended by its own process.
"""
import base64
import fcntl
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
import time

ANSWER_S = 30
FLAGS = ["--headless=new", "--no-sandbox", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu", "--disable-quic",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
         "--no-proxy-server", "--force-color-profile=srgb", "--lang=en"]


def find_chromium():
    """The program, or None where it is not installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One page at a time. Complaints of the page (console, exceptions, policy violations) gather in `complaints`."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix="wf-web-")
        to_read, self.to_browser = os.pipe()
        self.from_browser, to_write = os.pipe()
        high = [fcntl.fcntl(file, fcntl.F_DUPFD, 20) for file in (to_read, to_write)]

        def place_pipes():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        environment = dict(os.environ, HOME=self.profile)
        self.log = open(os.path.join(self.profile, "log"), "wb")
        self.process = subprocess.Popen([program, *FLAGS, "--user-data-dir=" + self.profile, "about:blank"], stdin=subprocess.DEVNULL, stdout=self.log,
                                        stderr=self.log, env=environment, preexec_fn=place_pipes, pass_fds=(3, 4), start_new_session=True)
        for file in (to_read, to_write, *high):
            os.close(file)
        self.received = b""
        self.number = 0
        self.session = None
        self.complaints = []
        self.requests = []
        try:
            self.new_page()
        except BaseException:
            self.close()
            raise

    def new_page(self):
        """A fresh tab in place of the old one: nothing is kept in it, nothing complained about."""
        self.session = None
        old = [target["targetId"] for target in self.call("Target.getTargets")["targetInfos"] if target["type"] == "page"]
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        for page in old:
            self.call("Target.closeTarget", targetId=page)
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.complaints, self.requests = [], []
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")
        self.call("Page.addScriptToEvaluateOnNewDocument", source="""
            window.violations = [];
            document.addEventListener('securitypolicyviolation', (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));
            window.alert = (text) => console.error('alert was called: ' + text);""")

    def call(self, method, **parameters):
        """Sends one command and waits for its answer."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + ANSWER_S
        while True:
            answer = self._next(until, method)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self._event(answer)

    def _next(self, until, what):
        while b"\0" not in self.received:
            ready, _, _ = select.select([self.from_browser], [], [], max(0, until - time.monotonic()))
            if not ready:
                raise AssertionError(f"the browser did not answer {what} within {ANSWER_S} s")
            piece = os.read(self.from_browser, 1 << 16)
            if not piece:
                raise AssertionError("the browser ended")
            self.received += piece
        message, self.received = self.received.split(b"\0", 1)
        return json.loads(message)

    def _event(self, event):
        if event.get("sessionId") != self.session:
            return
        method, about = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = about["exceptionDetails"]
            self.complaints.append("exception: " + details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and about["type"] in ("error", "warning", "assert"):
            self.complaints.append("console: " + " ".join(str(a.get("value")) for a in about["args"]))
        elif method == "Log.entryAdded" and about["entry"]["level"] in ("error", "warning"):
            self.complaints.append("log: " + about["entry"]["text"] + " " + about["entry"].get("url", ""))
        elif method == "Network.requestWillBeSent":
            self.requests.append(about["request"]["url"])

    def open(self, url):
        self.call("Page.navigate", url=url)

    def run(self, script):
        """Value of a JavaScript expression; promises are awaited."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise AssertionError(answer["exceptionDetails"].get("exception", {}).get("description", script))
        return answer["result"].get("value")

    def wait_until(self, condition, seconds=20):
        """Waits until the JavaScript expression is true; what the page shows is told where it never is."""
        until = time.monotonic() + seconds
        pause = "new Promise((done) => setTimeout(done, 20))"
        while not self.run(f"Boolean({condition})"):
            if time.monotonic() > until:
                raise AssertionError(f"never came true: {condition}\nThe page shows:\n{self.text()}\nIt complains: {self.complaints}")
            self.run(pause)

    def text(self):
        return self.run("document.body ? document.body.innerText : ''")

    def type(self, text):
        self.call("Input.insertText", text=text)

    def press(self, key, code=None, modifiers=0):
        keys = {"Tab": 9, "Enter": 13}
        about = {"key": key, "code": code or key, "windowsVirtualKeyCode": keys[key], "modifiers": modifiers}
        if key == "Enter":
            about["text"] = "\r"
        self.call("Input.dispatchKeyEvent", type="keyDown", **about)
        self.call("Input.dispatchKeyEvent", type="keyUp", **about)

    def show_as(self, width, height, scheme="light"):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def picture(self, file, whole=True):
        picture = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(file, "wb") as out:
            out.write(base64.b64decode(picture["data"]))

    def close(self):
        """Ends the browser and forgets its profile."""
        for file in (self.to_browser, self.from_browser):
            os.close(file)  # the end of the pipe is the end of the browser
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # its own group: the browser and what it started
            self.process.wait()
        self.log.close()
        shutil.rmtree(self.profile, ignore_errors=True)
