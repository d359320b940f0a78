"""How long after an outage the first transfer is delivered: from when the line is there again to the
first request (pauses of up to 30 s, drawn), and from that one to the delivery."""

import json
import os
import shutil
import sys
import time

from drain import accepted, open_sessions
from gateway import Agent
from simulator import Simulator

OUTAGE = 100  # seconds: the pauses between probes have become as long as they get
POLL = 0.002


def until(simulator, what, more_than, patience=120):
    end = time.monotonic() + patience
    while simulator.ask("GET", "/state")[what] <= more_than:
        if time.monotonic() > end:
            sys.exit(f"nothing new in {what} after {patience} s")
        time.sleep(POLL)
    return time.monotonic()


def one_outage(results, agent, simulator, outage, session, department):
    part = f"comeback: after {outage} s without a line"
    simulator.ask("POST", "/line/cut")
    accepted(agent, {session: department})
    time.sleep(outage)
    state = simulator.ask("GET", "/state")
    simulator.ask("POST", "/line/restore")
    back = time.monotonic()
    asked = until(simulator, "requests", state["requests"])
    done = until(simulator, "writes", state["writes"])
    results.add(part, "outpost: from the line to the first request", asked - back, "s")
    results.add(part, "outpost: from there to the first delivery (2 at most)", done - asked, "s")


def measure(options, results, place):
    outages = 1 if options.quick else 2 * options.runs
    here = os.path.join(place, "comeback")
    os.mkdir(here)
    with Simulator(options.programs, here, 500) as simulator:
        with Agent(options, here, simulator) as agent:
            departments = [one["id"] for one in json.loads(agent.get("/core/v1/department"))]
            sessions = open_sessions(agent, outages)
            for number, (session, there) in enumerate(sessions.items()):
                print(f"comeback: outage {number + 1} of {outages}", file=sys.stderr)
                target = departments[1 if there == departments[0] else 0]
                one_outage(
                    results, agent, simulator, 10 if options.quick else OUTAGE, session, target)
    shutil.rmtree(here)
