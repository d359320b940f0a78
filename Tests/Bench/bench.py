"""Measures Outpost beside its peers in one run, and says so in a table and in JSON."""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

import accept
import comeback
import drain
import fleet
import footprint
import gateway
import inprocess
import lookup
import refresh

PARTS = {
    "accept": accept.measure, "inprocess": inprocess.measure,
    "refresh": refresh.measure, "drain": drain.measure, "gateway": gateway.measure,
    "lookup": lookup.measure, "comeback": comeback.measure,
    "footprint": footprint.measure, "fleet": fleet.measure}

PYPI = {
    "requests", "sqlite-utils", "datasette", "litequeue", "persist-queue", "huey"}


class Results:
    """Figures of several runs, each under a name, with its unit."""

    def __init__(self):
        self.figures = {}

    def add(self, part, name, value, unit):
        figure = self.figures.setdefault((part, name), {"unit": unit, "runs": []})
        figure["runs"].append(value)

    def summary(self):
        parts = list(dict.fromkeys(part for part, _ in self.figures))
        in_order = sorted(self.figures.items(), key=lambda item: parts.index(item[0][0]))
        for (part, name), figure in in_order:
            runs = figure["runs"]
            yield {
                "part": part, "name": name, "unit": figure["unit"], "runs": len(runs),
                "median": statistics.median(runs), "min": min(runs), "max": max(runs),
            }


def short(value):
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows):
    lines = [f"{'':62} {'median':>10} {'min':>10} {'max':>10}  unit"]
    part = None
    for row in rows:
        if row["part"] != part:
            part = row["part"]
            lines.append(f"\n{part}")
        spread = [short(row[key]) for key in ("median", "min", "max")]
        lines.append(
            f"  {row['name']:60} {spread[0]:>10} {spread[1]:>10} {spread[2]:>10}  {row['unit']}")
    return "\n".join(lines)


def machine(programs, python):
    with open("/proc/cpuinfo") as file:
        models = {line.split(":")[1].strip() for line in file if line.startswith("model name")}
    version = subprocess.run(
        [os.path.join(programs, "outpost"), "--version"], stdout=subprocess.PIPE, text=True,
        check=True).stdout.strip()
    return {
        "cpu": ", ".join(sorted(models)), "cores": os.cpu_count(),
        "kernel": platform.release(), "python": platform.python_version(), "outpost": version,
        "load": os.getloadavg()[0], "peers": peers(python),
    }


def peers(python):
    """The versions of the programs beside us, as they say them."""
    path = "/usr/sbin:/usr/bin:" + os.environ["PATH"]
    found = {}
    for name, flag in (("nginx", "-v"), ("wrk", "-v"), ("curl", "-V"), ("hyperfine", "-V")):
        if program := shutil.which(name, path=path):
            said = subprocess.run(
                [program, flag], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            number = re.search(r"\d+\.\d+[.\d]*", said.stdout)
            found[name] = number.group() if number else "unknown"
    listed = subprocess.run(
        [python, "-m", "pip", "list", "--format", "json", "--disable-pip-version-check"],
        stdout=subprocess.PIPE, text=True, check=True).stdout
    found |= {one["name"]: one["version"] for one in json.loads(listed) if one["name"] in PYPI}
    found["sqlite"] = subprocess.run(
        [python, "-c", "import sqlite3; print(sqlite3.sqlite_version)"], stdout=subprocess.PIPE,
        text=True, check=True).stdout.strip()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--build", required=True, help="where swift builds")
    parser.add_argument("--only", action="append", choices=sorted(PARTS))
    parser.add_argument("--quick", action="store_true", help="small sizes, one run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--json", default="bench.json")
    options = parser.parse_args()
    if options.quick:
        options.runs = 1
    results = Results()
    for name in options.only or PARTS:
        with tempfile.TemporaryDirectory(prefix="outpost-bench.") as place:
            PARTS[name](options, results, place)
    report = {"machine": machine(options.programs, options.python), "figures": list(results.summary())}
    with open(options.json, "w") as file:
        json.dump(report, file, indent=2)
    print(json.dumps(report["machine"]))
    print(table(report["figures"]))


if __name__ == "__main__":
    sys.exit(main())
