"""A queue that was filled while the line was down, and how it is carried out once the line is back:
requests and time for each transfer, beside curl sending the same transfers and nothing else (the
floor); with one session that the server cannot serve, and with answers that are lost."""

import http.client
import json
import math
import os
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse

import fleet
from footprint import status_of
from gateway import Agent
from simulator import KEY, Simulator

LANES = 4  # sessions that the agent serves at once, and connections of the floor
PATIENCE = 600  # seconds
LOST = 50  # one answer in so many


def body(department):
    return json.dumps({"type": "DEPARTMENT", "newDepartmentId": department, "newUserId": None})


def open_sessions(agent, count):
    """Of so many sessions the id and the department."""
    found = []
    for page in range(1, count // 100 + 2):
        path = f"/chat/v2/session?Status=PENDING&Status=IN_PROGRESS&PageSize=100&PageNumber={page}"
        found += json.loads(agent.get(path))["items"]
    if len(found) < count:
        sys.exit(f"the model has {len(found)} open sessions, {count} are wanted")
    return {session["id"]: session["departmentId"] for session in found[:count]}


def accepted(agent, transfers):
    """Hands each in once; the line is down, so that is all that happens."""
    transfers = list(transfers.items())
    address = urllib.parse.urlsplit(agent.url)
    refused = []

    def hand_in(share):
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)
        for session, department in share:
            connection.request(
                "PUT", f"/chat/v1/session/{session}/transfer", body(department),
                {"Authorization": "Bearer " + agent.token, "Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            if answer.status != 202:
                refused.append(answer.status)
        connection.close()

    threads = [
        threading.Thread(target=hand_in, args=(transfers[first::16],)) for first in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if refused:
        sys.exit(f"{len(refused)} transfers were not accepted: {set(refused)}")


def waiting(agent):
    queue = json.loads(agent.get("/outpost/v1/status"))["outbox"]
    return queue["queued"] + queue["sending"]


def writes(simulator):
    return simulator.ask("GET", "/state")["writes"]


def drained(agent, simulator, count):
    """Seconds from the first write at the service to the `count`th, and requests until nothing
    waits."""
    before, end = simulator.requests(), time.monotonic() + PATIENCE
    already = writes(simulator)
    simulator.ask("POST", "/line/restore")
    first = None
    while (done := writes(simulator) - already) < count:
        if done and first is None:
            first = time.monotonic()
        if time.monotonic() > end:
            sys.exit(f"{done} of {count} transfers were carried out")
        time.sleep(0.005)
    took = time.monotonic() - (first or time.monotonic())
    while waiting(agent):
        if time.monotonic() > end:
            sys.exit(f"{waiting(agent)} transfers still wait")
        time.sleep(0.05)
    return took, simulator.requests() - before, writes(simulator) - already


def floor(simulator, sessions, department, place):
    """The same transfers, sent by curl over as many connections and by nothing that remembers."""
    config = os.path.join(place, "puts")
    one = (
        'url = "{url}"\nrequest = "PUT"\nheader = "Authorization: Bearer {key}"\n'
        'header = "Content-Type: application/json"\ndata = "{body}"\noutput = "/dev/null"\n')
    quoted = body(department).replace('"', '\\"')
    with open(config, "w") as file:
        file.write("\nnext\n".join(
            one.format(
                url=f"{simulator.url}/chat/v1/session/{session}/transfer", key=KEY, body=quoted)
            for session in sessions))
    already, start = writes(simulator), time.monotonic()
    subprocess.run(
        ["curl", "-s", "--parallel", "--parallel-max", str(LANES), "-K", config], check=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    took = time.monotonic() - start
    if writes(simulator) - already != len(sessions):
        sys.exit(f"curl moved {writes(simulator) - already} of {len(sessions)} sessions")
    return took


def sound(simulator, sessions):
    return len(sessions)


def poisoned(simulator, sessions):
    """The session that was handed in first can never be moved."""
    simulator.ask(
        "POST", "/faults", {"fault": "unexplained-error", "method": "PUT", "path": sessions[0]})
    return len(sessions) - 1


def lost(simulator, sessions):
    for after in range(LOST - 1, len(sessions), LOST):
        simulator.ask(
            "POST", "/faults",
            {"fault": "answer-lost", "method": "PUT", "path": "transfer", "after": after, "next": 1})
    return len(sessions)


WAYS = {
    "nothing goes wrong": sound, "one session cannot be moved": poisoned,
    f"one answer in {LOST} is lost": lost,
}


def one_drain(options, results, place, count, name, spoil):
    part = f"drain: {count:,} transfers, {name}"
    here = os.path.join(place, "drain")
    os.mkdir(here)
    # Of ten sessions of the model about four are open.
    with Simulator(options.programs, here, count * 3) as simulator:
        with Agent(options, here, simulator) as agent:
            departments = [one["id"] for one in json.loads(agent.get("/core/v1/department"))]
            sessions = open_sessions(agent, count)
            simulator.ask("POST", "/line/cut")
            accepted(agent, {
                session: departments[1 if here_now == departments[0] else 0]
                for session, here_now in sessions.items()})
            sessions = list(sessions)
            expected = spoil(simulator, sessions)
            took, requests, written = drained(agent, simulator, expected)
            memory = status_of(agent.process.pid)["VmHWM"]
            simulator.ask("DELETE", "/faults")
            results.add(part, "outpost: until the last is done", took, "s")
            results.add(part, "outpost: requests of all kinds for each", requests / count, "")
            results.add(part, "outpost: done twice", max(0, written - expected), "")
            results.add(part, "outpost: most memory", memory, "MiB")
        if spoil is sound:
            bare = floor(simulator, sessions, departments[2], here)
            results.add(part, "curl: the same transfers (the floor)", bare, "s")
            results.add(part, "outpost beside curl", took / bare, "x")
    shutil.rmtree(here)
    return took


def within_limits(options, results, count):
    """In a time of its own: one branch that has the account for itself, and keeps to its limits."""
    part = f"drain: {count:,} transfers, the account's limits, simulated time"
    figures = fleet.live(options, "shared", 1, count, "1h", 1)
    results.add(part, "outpost: until the last is done", figures["lastDelivery"], "s")
    results.add(
        part, "outpost beside the least possible",
        figures["lastDelivery"] / figures["leastTime"], "x")
    results.add(part, "outpost: requests of all kinds for each", figures["requests"] / count, "")
    results.add(part, "outpost: refused with 429", figures["refused"], "")
    results.add(part, "outpost: done twice", figures["doubled"], "")


def measure(options, results, place):
    sizes = [200, 600] if options.quick else [1_000, 3_000, 10_000]
    within_limits(options, results, sizes[-1])
    for run in range(options.runs):
        print(f"drain: run {run + 1} of {options.runs}", file=sys.stderr)
        took = [
            one_drain(options, results, place, size, "nothing goes wrong", sound)
            for size in sizes]
        growth = math.log(took[-1] / took[0]) / math.log(sizes[-1] / sizes[0])
        results.add("drain: growth", f"exponent, {sizes[0]:,} to {sizes[-1]:,}", growth, "")
        for name, spoil in WAYS.items():
            if spoil is sound:
                continue
            slower = one_drain(options, results, place, sizes[-1], name, spoil)
            results.add(
                "drain: goals", f"time of the others, {name} (1.05 at most)"
                if spoil is poisoned else f"time of all, {name}", slower / took[-1], "x")
