"""Many branches of one account whose lines come back at the same instant, after eight hours, with
twenty transfers waiting in each: how hard they press on the API, and how long it takes.

In a time of its own, so that the figures are the same on every machine. Of Outpost everything that
decides is the program itself: the outbox and the cache with their files, replay, the carrier, the
refresh, the probe, and the budget with its record. A model are: the server with the account's limits
(1,000 requests in any 5 minutes, 200 in any 5 seconds; beyond that 429, and a Retry-After that says
when there is room again), the way there (50 to 200 ms for an answer), and a hub's door, which accepts
on the hub's disk as the local API does. Each branch's list shows its own sessions only.

Four ways are compared. "shared": Outpost in each branch, with shares that add up to the account, as the
guide advises. "unshared": each with the usual half of the account, as if it were alone. "hubs": behind
ten hubs, each with a tenth of the account. "retry loop", for contrast, is no Outpost: one transfer after
the other, tried again after 1 s, doubled up to 5 minutes. It does not look whether somebody moved the
session, stays within no limit, and keeps nothing on a disk.

"The least" is how fast the account's limits let anybody be, with one request for each transfer, and with
a look before it. A thousand branches need about 3 GB of memory, files included, and all
runs most of an hour."""

import json
import math
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

WAYS = {
    "shared": "shared",
    "unshared": "unshared",
    "retryLoop": "retry loop",
    "hubs": "hubs",
}
# The account's limits.
PER_FIVE_SECONDS, PER_FIVE_MINUTES = 200, 1000


def live(options, way, branches, intents, outage, seed):
    words = subprocess.run(
        [
            os.path.join(options.programs, "fleet"), "--way", way, "--branches", str(branches),
            "--intents", str(intents), "--outage", outage, "--seed", str(seed)],
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True,
        timeout=2 * 3600).stdout
    return json.loads(words)


def add(results, figures):
    count = figures["branches"] * figures["intents"]
    part = f"fleet of {figures['branches']:,}, {figures['intents']} transfers each"
    name = WAYS[figures["way"]]

    def say(what, value, unit):
        results.add(part, f"{name}: {what}", value, unit)

    say("transferred", 100 * figures["delivered"] / count, "%")
    say("transferred twice", figures["doubled"], "")
    say("time to the last", figures["lastDelivery"], "s")
    say("of the least possible", figures["lastDelivery"] / figures["leastTime"], "x")
    say("of the least with looks", figures["lastDelivery"] / figures["leastTimeWithLooks"], "x")
    say("requests for each transfer", figures["requests"] / count, "")
    say("refused with 429", figures["refused"], "")
    say("most in one second", figures["mostPerSecond"], "requests")
    say("most in 5 seconds, of the limit", figures["mostPerFiveSeconds"] / PER_FIVE_SECONDS, "x")
    say("most in 5 minutes, of the limit", figures["mostPerFiveMinutes"] / PER_FIVE_MINUTES, "x")


def growth(results, lived):
    """By which power of the number of branches the time to the last delivery grows, between the
    smallest and the largest fleet of each seed."""
    for (way, _), runs in lived.items():
        runs = [run for run in runs if run["lastDelivery"] > 0]
        if len(runs) < 2:
            continue
        first, last = runs[0], runs[-1]
        exponent = math.log(last["lastDelivery"] / first["lastDelivery"]) / math.log(
            last["branches"] / first["branches"])
        results.add("fleet, growth of the time to the last", WAYS[way], exponent, "power")


def measure(options, results, place):
    sizes = (20, 40) if options.quick else (100, 300, 1000)
    outage = "10m" if options.quick else "8h"
    plans = [
        (way, branches, 20, outage, seed)
        for branches in sizes for seed in range(1, options.runs + 1) for way in WAYS]
    lived = {}
    # Nothing is timed by the machine's clock here: they may run side by side.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for figures in pool.map(lambda plan: live(options, *plan), plans):
            print(
                f"fleet: {figures['branches']} branches, {figures['way']}, seed {figures['seed']}",
                file=sys.stderr)
            add(results, figures)
            lived.setdefault((figures["way"], figures["seed"]), []).append(figures)
    growth(results, lived)
