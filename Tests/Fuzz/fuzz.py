"""Runs a model of the API and an agent, has both fuzzers at the agent until the time is over, and
judges."""

import argparse
import collections
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import urllib.request

from mutator import STATUSES, Mutator
from simulator import KEY, Simulator

HERE = os.path.dirname(os.path.abspath(__file__))
MUTATORS = 3
# What the agent may have grown by since the warm-up, MiB. Eleven minutes with 480,000 answers made it
# 35, when each reader kept a statement for every pair of filters.
MOST_GROWTH = 32
# How long the agent is left alone before its memory is judged, seconds: what the last burst needed goes
# back to the system within a minute, and is no growth.
REST = 90
# What is looked at first, seconds; or a quarter of the time, if that is less.
WARM_UP = 60
# /healthz needs neither the disk nor the line, seconds.
ALIVE_WITHIN = 10
# The document is held as well, where a request is by the document and where it is not.
CHECKS = [
    "announced_server_errors_only", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "nonsense_is_refused",
    "unsupported_method", "ignored_auth",
]


def ids(simulator):
    """Of what there is, for questions that are to find something."""

    def get(path):
        request = urllib.request.Request(
            simulator.url + path, headers={"Authorization": "Bearer " + KEY})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)

    sessions = [
        session["id"] for status in STATUSES
        for session in get(f"/chat/v2/session?Status={status}&PageSize=50")["items"]]
    return {
        "department": [department["id"] for department in get("/core/v1/department")],
        "agent": [user["userId"] for user in get("/core/v1/agent")][:10], "session": sessions}


class Notes:
    """What was answered, and every kind of defect once."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.defects = collections.Counter()

    def count(self, what, number=1):
        with self.lock:
            self.counts[what] += number

    def defect(self, what, request=b"", answer=b""):
        with self.lock:
            self.defects[what] += 1
            if self.defects[what] > 3:
                return
            print(f"\nDEFECT: {what}", file=sys.stderr)
            if request:
                print(f"  request ({len(request)} bytes): {request[:1500]!r}", file=sys.stderr)
                print(f"  answer: {answer[:600]!r}", file=sys.stderr)
            sys.stderr.flush()


    def finding(self, what, words):
        with self.lock:
            is_first = not any(known.startswith("schemathesis") for known in self.defects)
            self.defects[what] += 1
        print(f"\nDEFECT: {what}", file=sys.stderr)
        # The next rounds find much the same.
        print(words[-8000:] if is_first else words[-1500:], file=sys.stderr, flush=True)


class Agent:
    """`outpost run` with a directory of its own."""

    def __init__(self, programs, place, simulator):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.outpost = os.path.join(programs, "outpost")
        self.data = os.path.join(place, "data")
        self.environment = {
            "PATH": "/usr/bin:/bin", "HOME": place, "LANG": "C.UTF-8",
            "OUTPOST_HELENA_BASE_URL": simulator.url, "OUTPOST_HELENA_API_KEY": KEY,
            "OUTPOST_DATA_DIR": self.data, "OUTPOST_GATEWAY_PORT": str(self.port),
            "OUTPOST_GATEWAY_WAIT": "1s", "OUTPOST_REFRESH_SESSIONS": "5s",
            "OUTPOST_CONNECTIVITY_DAMPING": "1s",
            # The account's limits are not what is tried here.
            "OUTPOST_BUDGET_SHARE": "1", "OUTPOST_BUDGET_FIVE_SECOND_LIMIT": "1000000",
            "OUTPOST_BUDGET_FIVE_MINUTE_LIMIT": "1000000",
        }
        self.log = os.path.join(place, "agent.log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [self.outpost, "run"], env=self.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=log)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def token(self):
        with open(os.path.join(self.data, "token")) as file:
            return file.read().strip()

    def is_alive(self):
        try:
            with urllib.request.urlopen(self.url + "/healthz", timeout=ALIVE_WITHIN) as answer:
                return json.load(answer) == {"status": "alive"}
        except (OSError, ValueError):
            return False

    def until_alive(self):
        for _ in range(600):
            if self.is_alive():
                return
            time.sleep(0.1)
        sys.exit(f"the agent did not come up: {self.last_words()}")

    def memory(self):
        """VmRSS, MiB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            for line in file:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0.0

    def last_words(self):
        with open(self.log, errors="replace") as file:
            return file.read()[-4000:]

    def end(self, notes):
        """Ends it as a person would, and has it count its transfers."""
        if self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            if self.process.wait(timeout=10) != 0:
                notes.defect(f"the agent ended with {self.process.returncode} on SIGTERM")
        except subprocess.TimeoutExpired:
            notes.defect("the agent did not end within 10 s of SIGTERM")
            self.process.kill()
            self.process.wait()
        audit = subprocess.run(
            [self.outpost, "queue", "audit"], env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
        print("queue audit: " + " ".join(audit.stdout.split()))
        if audit.returncode != 0:
            notes.defect(f"the books do not balance: status {audit.returncode}")


class Hunt:
    """One run, from the warm-up to the verdict."""

    def __init__(self, options, place, simulator, notes):
        self.options, self.place, self.notes = options, place, notes
        self.simulator = simulator
        self.ids = ids(simulator)
        # It begins without a line, and so without a copy.
        simulator.ask("POST", "/line/cut")
        self.agent = Agent(options.programs, place, simulator)
        self.begun = time.monotonic()
        self.over = self.begun + options.minutes * 60
        self.memory_at_start = None
        self.most_memory = 0.0
        self.counts = os.path.join(place, "counts")

    def is_over(self):
        return time.monotonic() > self.over or self.agent.process.poll() is not None

    def run(self):
        self.agent.until_alive()
        token = self.agent.token()
        mutators = [
            Mutator(self.agent.port, token, f"{self.options.seed}/{number}", self.ids, self.notes)
            for number in range(MUTATORS)]
        turns = [lambda m=m: m.run(self.is_over) for m in mutators]
        turns += [lambda: self.schemathesis(token), self.watch, self.line_comes_and_goes]
        threads = [threading.Thread(target=self.sheltered, args=(turn,)) for turn in turns]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.judge()

    def sheltered(self, turn):
        """A fuzzer that breaks has found nothing: that is no success."""
        try:
            turn()
        except Exception as error:
            if not self.is_over():
                traceback.print_exc()
                self.notes.defect(f"of the fuzzer itself: {error!r}")

    # One after the other, each with the next seed.

    def schemathesis(self, token):
        environment = {
            "PATH": "/usr/bin:/bin", "HOME": self.place, "LANG": "C.UTF-8",
            "PYTHONPATH": HERE, "PYTHONDONTWRITEBYTECODE": "1",
            "SCHEMATHESIS_HOOKS": "hooks", "OUTPOST_FUZZ_COUNTS": self.counts}
        seed = self.options.seed
        while not self.is_over():
            command = [
                self.options.schemathesis, "run", self.agent.url + "/outpost/v1/openapi.json",
                "--header", "Authorization: Bearer " + token, "--seed", str(seed),
                "--checks", ",".join(CHECKS), "--max-examples", "60", "--no-shrink",
                "--continue-on-failure", "--request-timeout", "40", "--no-color", "--workers", "1",
                "--generation-database", "none", "--warnings", "off"]
            with open(os.path.join(self.place, "words"), "w+") as words:
                process = subprocess.Popen(
                    command, cwd=self.place, env=environment, stdin=subprocess.DEVNULL,
                    stdout=words, stderr=subprocess.STDOUT)
                while process.poll() is None and not self.is_over():
                    time.sleep(0.2)
                cut_short = process.poll() is None
                if cut_short:
                    process.terminate()
                    process.wait()
                elif process.returncode != 0:
                    words.seek(0)
                    self.notes.finding(
                        f"schemathesis, with seed {seed}", words.read().replace(token, "…"))
            self.notes.count("rounds of schemathesis" + (", cut short" if cut_short else ""))
            seed += 1

    # Whether it lives, and what it takes.

    def watch(self):
        warm = self.begun + min(WARM_UP, self.options.minutes * 15)
        while not self.is_over():
            if not self.agent.is_alive() and self.agent.process.poll() is None:
                self.notes.defect(f"/healthz did not answer within {ALIVE_WITHIN} s")
            memory = self.agent.memory()
            self.most_memory = max(self.most_memory, memory)
            if self.memory_at_start is None and time.monotonic() > warm:
                self.memory_at_start = memory
            time.sleep(1)

    def line_comes_and_goes(self):
        """Down at first, and for a quarter of the time."""
        chance = random.Random(f"{self.options.seed}/line")
        while not self.is_over():
            self.pause(chance.uniform(3, 10))
            self.simulator.ask("POST", "/line/restore")
            self.pause(chance.uniform(10, 30))
            self.simulator.ask("POST", "/line/cut")

    def pause(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.is_over():
            time.sleep(0.1)

    def judge(self):
        agent, notes = self.agent, self.notes
        if agent.process.poll() is not None:
            notes.defect(f"the agent died with status {agent.process.returncode}")
            print(agent.last_words(), file=sys.stderr)
            return
        time.sleep(5)
        if not agent.is_alive():
            notes.defect("/healthz does not answer at the end")
        at_once = agent.memory()
        time.sleep(REST)
        memory, start = agent.memory(), self.memory_at_start or 0.0
        print(f"VmRSS: {start:.1f} MiB after the warm-up, {at_once:.1f} MiB at the end, "
              f"{memory:.1f} MiB after {REST} s of rest "
              f"(at most {self.most_memory:.1f}; bound: {MOST_GROWTH} MiB more)")
        if memory - start > MOST_GROWTH:
            notes.defect(f"the agent grew by {memory - start:.1f} MiB")
        agent.end(notes)


def tell(notes, counts):
    if os.path.exists(counts):
        with open(counts) as file:
            by_schemathesis = collections.Counter(int(line) for line in file if line.strip())
    else:
        by_schemathesis = collections.Counter()
    by_mutator = {key: n for key, n in notes.counts.items() if isinstance(key, int)}
    rest = {key: n for key, n in notes.counts.items() if not isinstance(key, int)}
    total = sum(by_schemathesis.values()) + sum(by_mutator.values())
    print(f"answers: {total:,} ({sum(by_schemathesis.values()):,} to schemathesis, "
          f"{sum(by_mutator.values()):,} to the mutator)")
    for status in sorted({*by_schemathesis, *by_mutator}):
        print(f"  {status}: {by_schemathesis[status]:>9,} {by_mutator.get(status, 0):>9,}")
    print(", ".join(f"{key}: {number:,}" for key, number in sorted(rest.items())))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--schemathesis", required=True)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 31))
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.minutes:g} minutes", flush=True)
    # So that what was started is ended then too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    notes = Notes()
    with tempfile.TemporaryDirectory(prefix="outpost-fuzz.") as place:
        with Simulator(options.programs, place, 500) as simulator:
            hunt = Hunt(options, place, simulator, notes)
            try:
                hunt.run()
            finally:
                if hunt.agent.process.poll() is None:
                    hunt.agent.process.kill()
                    hunt.agent.process.wait()
        tell(notes, hunt.counts)
    for what, number in notes.defects.items():
        print(f"DEFECT: {what} ({number} times)")
    print("nothing found" if not notes.defects else "FAILED")
    return 1 if notes.defects else 0


if __name__ == "__main__":
    sys.exit(main())
