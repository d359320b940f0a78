"""Transfers accepted, on disk, by one caller and by many: in process, by command and over HTTP;
beside one row and one commit of SQLite in C (the floor), and beside queues from PyPI. With 0, 1 and
5 ms added to each sync."""

import math
import os
import shutil
import subprocess
import sys
import threading
import time
import uuid

import programs
from gateway import Agent, transfers_of
from shim import compiled, syncs_in, watched
from simulator import Simulator

HERE = os.path.dirname(os.path.abspath(__file__))
CALLERS = (1, 16, 64)
DELAYS = (0, 1, 5)  # ms added to each sync
# Peers, and whether what they accept survives a power cut (Scripts/powercut shows it).
PEERS = (
    ("litequeue", "as it is", False), ("litequeue", "synchronous=FULL", True),
    ("persist-queue SQLite", "ack", True), ("huey", "as it is", False), ("huey", "fsync=True", True),
)


class Floor:
    name, setting, is_durable = "SQLite in C, a commit each (the floor)", "", True

    def __init__(self, place):
        self.program = os.path.join(place, "floor")
        for compiler in ("cc", "clang", "gcc"):
            if shutil.which(compiler):
                break
        subprocess.run(
            [compiler, "-O2", "-o", self.program, os.path.join(HERE, "floor.c"), "-lsqlite3",
             "-lpthread"], check=True)

    def rate(self, place, environment, callers, seconds):
        return programs.succeeded(
            [self.program, os.path.join(place, "floor.db"), str(callers), str(seconds)],
            environment).stderr


class Command(programs.OutpostCommand):
    """As many shells as callers."""

    name, setting, is_durable = "outpost, by command", "", True

    def rate(self, place, environment, callers, seconds):
        accepted = [0] * callers
        start = time.monotonic()

        def call(caller):
            while time.monotonic() - start < seconds:
                result = self.transfer(place, environment)
                if result.returncode != 0:
                    sys.exit(f"outpost transfer failed: {result.stderr}")
                accepted[caller] += 1

        threads = [threading.Thread(target=call, args=(caller,)) for caller in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - start
        return f"{sum(accepted)} accepted in {took} seconds, {int(sum(accepted) / took)} per second"


class Library(programs.OutpostLibrary):
    name, setting, is_durable = "outpost, in process", "", True


def label(contender):
    words = contender.name + (f", {contender.setting}" if contender.setting else "")
    return words if contender.is_durable else words + " (loses what it accepted)"


def one_rate(contender, shim, place, callers, delay, seconds):
    """Accepts a second, and syncs for each."""
    here, counts = os.path.join(place, "work"), os.path.join(place, "counts")
    os.mkdir(here)
    environment = watched(shim, here, None, counts, delay)
    words = contender.rate(here, environment, callers, seconds).split(", ")
    accepted, rate = int(words[0].split()[0]), int(words[1].split()[0])
    syncs = syncs_in(counts)
    shutil.rmtree(here)
    os.remove(counts)
    return rate, syncs / max(1, accepted)


def growth(options, results, place, seconds):
    """How fast one caller is served beside what waits already. 0: as fast; -1: ten times as many
    waiting make it ten times slower."""
    sizes = (500, 1_000, 2_000) if options.quick else (1_000, 10_000, 100_000)
    load = os.path.join(options.programs, "accept-load")
    rates = {}
    for waiting in sizes:
        here = os.path.join(place, "growth")
        os.mkdir(here)
        for callers, bound in ((64, ["--count", str(waiting)]), (1, ["--seconds", str(seconds)])):
            words = programs.succeeded(
                [load, "--directory", here, "--callers", str(callers), *bound],
                programs.plain_environment(place)).stderr
        rates[waiting] = int(words.split(", ")[1].split()[0])
        results.add("accept: growth", f"outpost, {waiting:,} waiting", rates[waiting], "a second")
        shutil.rmtree(here)
    for small, large in zip(sizes, sizes[1:]):
        results.add(
            "accept: growth", f"from {small:,} to {large:,}",
            math.log(rates[large] / rates[small]) / math.log(large / small), "exponent")


def over_http(options, shim, place, seconds):
    """The agent's own port, with the line down: all that is done is to accept."""
    for delay in DELAYS:
        here = os.path.join(place, "http")
        os.mkdir(here)
        with Simulator(options.programs, here, 2_000) as simulator:
            with Agent(options, here, simulator, watched(shim, here, None, None, delay)) as agent:
                files = transfers_of(agent, simulator, here)
                for callers in CALLERS:
                    report = agent.load(
                        callers, seconds, ["transfers", uuid.uuid4().hex, *files])
                    yield delay, callers, report["rate"]
        shutil.rmtree(here)


def measure(options, results, place):
    place = os.path.realpath(place)
    shim, floor = compiled(place), Floor(place)
    contenders = [floor, Library(options.programs), Command(options.programs)]
    for name, setting, is_durable in PEERS:
        peer = programs.Peer(options.python, name, setting)
        peer.is_durable = is_durable
        contenders.append(peer)
    seconds = 1 if options.quick else 3
    for _ in range(options.runs):
        rates = {}
        for delay in DELAYS:
            for callers in CALLERS:
                part = f"accept: {callers} at once, {delay} ms added to each sync"
                for one in contenders:
                    rate, syncs = one_rate(one, shim, place, callers, delay, seconds)
                    rates[label(one), callers, delay] = rate
                    results.add(part, label(one), rate, "a second")
                    results.add(part, label(one) + ": syncs", syncs, "each")
        for delay, callers, rate in over_http(options, shim, place, seconds):
            part = f"accept: {callers} at once, {delay} ms added to each sync"
            results.add(part, "outpost, over HTTP", rate, "a second")
        goals(results, rates, contenders)
        growth(options, results, place, seconds)


def goals(results, rates, contenders):
    ours = Library.name
    for delay in DELAYS:
        results.add(
            "accept: goals", f"one caller's time beside the floor's, {delay} ms (1.5 at most)",
            rates[Floor.name, 1, delay] / rates[ours, 1, delay], "x")
    best = max(
        rates[label(one), 64, 5] for one in contenders
        if one.is_durable and isinstance(one, programs.Peer))
    results.add(
        "accept: goals", "64 callers, 5 ms, beside the best peer (20 at least)",
        rates[ours, 64, 5] / best, "x")
