"""What the parts cost in one process: Tests/Benchmarks with ordo-one/benchmark, which the manifest
knows only while OUTPOST_BENCHMARKS is set. By the clock: the processor's time is told in hundredths of
a second, which is too coarse here."""

import json
import os
import subprocess
import sys

METRICS = {"Time (wall clock)": "time"}


def one_run(place, options):
    """Every benchmark's report, as JMH writes them."""
    reports = os.path.join(place, "reports")
    os.makedirs(reports, exist_ok=True)
    command = [
        "swift", "package", "--scratch-path", options.build,
        "--allow-writing-to-directory", reports, "benchmark", "run", "--target", "InProcess",
        "--format", "jmh", "--path", reports, "--no-progress", "--quiet"]
    if options.quick:
        command += ["--filter", "(look-up: session|accept.*|decide.*|read.*)"]
    result = subprocess.run(
        command, env=os.environ | {"OUTPOST_BENCHMARKS": "1", "TMPDIR": place},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {result.returncode}: {result.stdout[-4000:]}")
    for name in os.listdir(reports):
        with open(os.path.join(reports, name)) as file:
            yield from json.load(file)


def measure(options, results, place):
    for run in range(options.runs):
        print(f"inprocess: run {run + 1} of {options.runs}", file=sys.stderr)
        for report in one_run(place, options):
            add(results, report)


def add(results, report):
    name = report["benchmark"].split(".", 3)[-1].replace("_", " ")
    for title, metric in report["secondaryMetrics"].items():
        if title in METRICS:
            percentiles = metric["scorePercentiles"]
            part = f"in process: {METRICS[title]}"
            results.add(part, f"{name}: median", percentiles["50.0"], metric["scoreUnit"])
            results.add(part, f"{name}: p99", percentiles["99.0"], metric["scoreUnit"])
