"""What the agent takes while it does nothing, walks, and holds a long queue: memory, processor,
wake-ups, disk; and how long a start takes."""

import json
import math
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from refresh import environment
from simulator import Simulator

IDLE = 600  # seconds
SETTLE = 90  # seconds: a minute after a burst, memory that is free goes back to the system


def status_of(pid):
    """VmRSS, VmHWM and RssAnon, MiB."""
    with open(f"/proc/{pid}/status") as file:
        lines = dict(line.split(":", 1) for line in file)
    return {name: int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM", "RssAnon")}


def processor(pid):
    """Seconds of the processor that it has used."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def wakeups(pid):
    """How often one of its threads began to run again after it had waited."""
    count = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{thread}/status") as file:
                for line in file:
                    if line.startswith("voluntary_ctxt_switches:"):
                        count += int(line.split()[1])
        except FileNotFoundError:
            pass
    return count


def answer(path, target):
    """The status and body of one GET over the agent's socket; None while it does not listen."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.settimeout(30)
    try:
        connection.connect(path)
        connection.sendall(
            f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        parts = b""
        while part := connection.recv(65536):
            parts += part
    except OSError:
        return None
    finally:
        connection.close()
    head, _, body = parts.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


class Agent:
    """Runs from when it is made; `ready_after`: seconds until it answered `asked` with 200."""

    def __init__(self, options, settings, asked="/healthz"):
        self.socket = os.path.join(settings["OUTPOST_DATA_DIR"], "outpost.sock")
        started = time.monotonic()
        self.process = subprocess.Popen(
            [os.path.join(options.programs, "outpost"), "run"], env=settings,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while (found := answer(self.socket, asked)) is None or found[0] != 200:
            if self.process.poll() is not None or time.monotonic() - started > 120:
                sys.exit(f"the agent did not answer {asked}")
            time.sleep(0.002)
        self.ready_after = time.monotonic() - started
        self.pid = self.process.pid

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)

    def status(self):
        return json.loads(answer(self.socket, "/outpost/v1/status")[1])

    def refreshed(self):
        while self.status()["cache"]["sessions"]["refreshedAt"] is None:
            time.sleep(0.5)


def idle(results, part, agent, seconds, simulator=None):
    before = processor(agent.pid), wakeups(agent.pid), time.monotonic()
    asked = simulator.requests() if simulator else 0
    time.sleep(seconds)
    span = time.monotonic() - before[2]
    if simulator:
        results.add(
            part, "requests while idle", (simulator.requests() - asked) / span * 3600, "per hour")
    results.add(
        part, "processor while idle", (processor(agent.pid) - before[0]) / span * 100, "% of one")
    results.add(part, "wake-ups while idle", (wakeups(agent.pid) - before[1]) / span, "per s")
    memory = status_of(agent.pid)
    results.add(part, "resident memory, idle", memory["VmRSS"], "MiB")
    results.add(part, "of it not the program's file", memory["RssAnon"], "MiB")


class Nowhere:
    """No API: the line is down."""

    url = "http://127.0.0.1:9"


def growth(results, what, taken):
    """1: it grows as the number does; 0: it stays the same."""
    sizes = sorted(taken)
    for small, large in zip(sizes, sizes[1:]):
        for name, value in taken[small].items():
            results.add(
                f"footprint: growth, {small:,} to {large:,} {what}", name,
                math.log(taken[large][name] / value) / math.log(large / small), "exponent")


def with_large_copy(options, results, place, sessions, seconds):
    """A copy that was made beforehand, and no line: what it takes to have it."""
    part = f"footprint, {sessions:,} sessions in a copy, the line down"
    data = os.path.join(place, "branch")
    os.makedirs(os.path.join(data, "data"), mode=0o700)
    settings = environment(Nowhere, data)
    subprocess.run(
        [os.path.join(options.programs, "cache-load"), "make", "--sessions", str(sessions),
         "--directory", settings["OUTPOST_DATA_DIR"]], check=True)
    with Agent(options, settings) as agent:
        results.add(part, "start until it answers", agent.ready_after * 1000, "ms")
        cold(options, results, part, settings)
        idle(results, part, agent, seconds)
        memory = status_of(agent.pid)
        results.add(part, "most memory", memory["VmHWM"], "MiB")
        taken = {
            "start": agent.ready_after, "resident memory": memory["VmRSS"],
            "on disk": disk(settings, "cache.sqlite")}
    results.add(part, "on disk, per session", taken["on disk"] / sessions, "bytes")
    shutil.rmtree(data)
    return taken


def disk(settings, name):
    path = os.path.join(settings["OUTPOST_DATA_DIR"], name)
    return sum(os.path.getsize(path + end) for end in ("", "-wal") if os.path.exists(path + end))


def with_sessions(options, results, place, sessions, seconds):
    part = f"footprint, {sessions:,} sessions"
    data = os.path.join(place, "branch")
    os.mkdir(data)
    with Simulator(options.programs, place, sessions) as simulator:
        settings = environment(simulator, data)
        with Agent(options, settings) as agent:
            agent.refreshed()
            results.add(part, "most memory, first walk", status_of(agent.pid)["VmHWM"], "MiB")
            time.sleep(SETTLE if not options.quick else 1)
            idle(results, part, agent, seconds, simulator)
        results.add(
            part, "on disk, per session", disk(settings, "cache.sqlite") / sessions, "bytes")
        with Agent(options, settings, "/readyz") as agent:
            results.add(part, "start until ready", agent.ready_after * 1000, "ms")
            cold(options, results, part, settings)
    shutil.rmtree(data)


def cold(options, results, part, settings):
    """A command from nothing: what somebody at a keyboard waits for."""
    command = [os.path.join(options.programs, "outpost"), "users", "ana"]
    times = []
    for _ in range(50):
        start = time.perf_counter()
        subprocess.run(
            command, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - start) * 1000)
    results.add(part, "outpost users ana", sorted(times)[len(times) // 2], "ms")


def with_queue(options, results, place, count):
    """The line is down, and nobody knows the sessions: they wait."""
    part = f"footprint, {count:,} queued"
    data = os.path.join(place, "branch")
    os.makedirs(os.path.join(data, "data"), mode=0o700)
    with Simulator(options.programs, place, 500) as simulator:
        simulator.ask("POST", "/line/cut")
        settings = environment(simulator, data) | {"OUTPOST_OUTBOX_LIMIT": "10000000"}
        subprocess.run(
            [os.path.join(options.programs, "accept-load"), "--callers", "64", "--count",
             str(count), "--directory", settings["OUTPOST_DATA_DIR"]],
            check=True, stderr=subprocess.DEVNULL)
        results.add(part, "on disk, per transfer", disk(settings, "outbox.sqlite") / count, "bytes")
        with Agent(options, settings) as agent:
            results.add(part, "start until it answers", agent.ready_after * 1000, "ms")
            time.sleep(5)
            memory = status_of(agent.pid)
            results.add(part, "resident memory", memory["VmRSS"], "MiB")
            results.add(part, "most memory", memory["VmHWM"], "MiB")
            taken = {
                "start": agent.ready_after, "resident memory": memory["VmRSS"],
                "on disk": disk(settings, "outbox.sqlite")}
    shutil.rmtree(data)
    return taken


def measure(options, results, place):
    walked = [500, 2_000] if options.quick else [500, 10_000, 100_000]
    for _ in range(options.runs):
        for sessions in walked:
            with_sessions(
                options, results, place, sessions,
                10 if options.quick else IDLE if sessions == walked[0] else 60)
        sizes = [500, 1_000, 2_000] if options.quick else [10_000, 100_000, 1_000_000]
        growth(results, "sessions in a copy", {
            sessions: with_large_copy(
                options, results, place, sessions, 5 if options.quick else 60)
            for sessions in sizes})
        growth(results, "queued", {
            count: with_queue(options, results, place, count) for count in sizes})
