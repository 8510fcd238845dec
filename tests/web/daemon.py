"""A real wfd on a free loopback port with an empty data directory, for the page's tests. Ended by its process id."""
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

START_S = 20


class Daemon:
    def __init__(self, wfd, wfctl):
        self.wfctl_program = wfctl
        self.folder = tempfile.mkdtemp(prefix="wf-page-")
        data, self.token_file, log = (os.path.join(self.folder, name) for name in ("data", "token", "log"))
        administrator = ["--admin", "anna", "--name", "Anna Berg", "--token-file", self.token_file]
        subprocess.run([wfd, "init", "--data", data, *administrator], check=True, stdout=subprocess.DEVNULL)
        with open(self.token_file, encoding="utf-8") as file:
            self.token = file.read().strip()
        self.log = open(log, "w+", encoding="utf-8")
        self.process = subprocess.Popen([wfd, "--data", data, "--listen", "127.0.0.1:0"], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)
        self.url = self._served_url()

    def _served_url(self):
        until = time.monotonic() + START_S
        while time.monotonic() < until and self.process.poll() is None:
            with open(self.log.name, encoding="utf-8") as log:
                text = log.read()
            if "serving url=" in text and " " in text.split("serving url=", 1)[1]:
                return text.split("serving url=", 1)[1].split()[0]
            time.sleep(0.01)
        with open(self.log.name, encoding="utf-8") as log:
            raise AssertionError("wfd does not serve: " + log.read())

    def wfctl(self, *arguments):
        environment = {"PATH": "/usr/bin:/bin", "HOME": self.folder, "WFCTL_SERVER": self.url}
        done = subprocess.run([self.wfctl_program, *arguments, "--token-file", self.token_file], env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"wfctl {arguments}: {done.stdout}{done.stderr}"
        return done.stdout

    def get(self, path, method="GET", **headers):
        """Status, headers and body, without a token."""
        request = urllib.request.Request(self.url + path, method=method, headers={name.replace("_", "-"): value for name, value in headers.items()})
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def post(self, path, body, method="POST"):
        """The answer to a request of the administrator."""
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + "/api/v1/" + path, data=json.dumps(body).encode(), headers=headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait()

    def close(self):
        self.stop()
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)
