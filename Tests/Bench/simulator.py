"""The model of the API as a process of its own, and what it says over its control address."""

import json
import os
import subprocess
import time
import urllib.request

KEY = "pn_simulator"


class Simulator:
    def __init__(self, programs, place, sessions):
        ports = os.path.join(place, f"ports-{time.monotonic_ns()}")
        self.process = subprocess.Popen(
            [
                os.path.join(programs, "helena-simulator"), "--port", "0", "--control-port", "0",
                "--sessions", str(sessions), "--port-file", ports, "--exit-with-stdin",
            ],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        for _ in range(3000):
            if os.path.exists(ports) and open(ports).read().count("\n") >= 2:
                break
            time.sleep(0.02)
        addresses = [line.split()[-1] for line in open(ports).read().splitlines()]
        self.url, self.control = addresses[0], addresses[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            self.control + path, method=method,
            data=None if body is None else json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    def requests(self):
        return self.ask("GET", "/state")["requests"]

    def last_urls(self, count):
        records = self.ask("GET", f"/requests?last={count}")["last"]
        return [
            self.url + r["path"] + ("?" + r["query"] if r["query"] else "") for r in records]

    def delay(self, seconds):
        self.ask("DELETE", "/faults")
        if seconds:
            self.ask("POST", "/faults", {"fault": "delay", "seconds": seconds})
