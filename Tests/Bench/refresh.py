"""The first refresh of many sessions, and the next, beside curl fetching the same pages one after
the other (the floor) and beside a plain Python script that keeps them with sqlite-utils."""

import math
import os
import shutil
import subprocess
import sys
import time

from simulator import KEY, Simulator

HERE = os.path.dirname(os.path.abspath(__file__))


def timed(command, environment=None, **more):
    """Seconds, and the most memory that was resident, MiB."""
    start = time.monotonic()
    process = subprocess.Popen(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, **more)
    words = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command}\nended with {process.returncode}: {words.decode()}")
    return time.monotonic() - start, usage.ru_maxrss / 1024


def environment(simulator, data):
    return {
        "PATH": "/usr/bin:/bin", "HOME": data, "LANG": "C.UTF-8",
        "OUTPOST_HELENA_BASE_URL": simulator.url, "OUTPOST_HELENA_API_KEY": KEY,
        "OUTPOST_DATA_DIR": os.path.join(data, "data"), "OUTPOST_BUDGET_SHARE": "1",
        "OUTPOST_GATEWAY_PORT": "0",
        # The account's limits are not what is measured here.
        "OUTPOST_BUDGET_FIVE_SECOND_LIMIT": "1000000",
        "OUTPOST_BUDGET_FIVE_MINUTE_LIMIT": "1000000",
    }


def by_curl(urls, place):
    """The same requests over one connection, their answers thrown away."""
    config = os.path.join(place, "urls")
    with open(config, "w") as file:
        file.write(f'header = "Authorization: Bearer {KEY}"\nsilent\n')
        for url in urls:
            file.write(f'url = "{url}"\noutput = "/dev/null"\n')
    return timed(["curl", "-K", config])


def one_run(options, results, place, simulator, part, delayed):
    data = os.path.join(place, "branch")
    os.mkdir(data)
    settings = environment(simulator, data)
    outpost = os.path.join(options.programs, "outpost")
    before = simulator.requests()
    seconds, memory = timed([outpost, "refresh", "sessions"], settings)
    count = simulator.requests() - before
    urls = simulator.last_urls(count)
    results.add(part, "outpost: first refresh", seconds, "s")
    results.add(part, "outpost: requests of it", count, "")
    results.add(part, "outpost: most memory", memory, "MiB")
    before = simulator.requests()
    seconds_again, _ = timed([outpost, "refresh", "sessions"], settings)
    results.add(part, "outpost: unchanged refresh", seconds_again, "s")
    results.add(part, "outpost: requests of it (unchanged)", simulator.requests() - before, "")
    floor, _ = by_curl(urls, place)
    results.add(part, "curl: the same pages (the floor)", floor, "s")
    results.add(part, "outpost beside curl", seconds / floor, "x")
    if not delayed:
        script = [options.python, os.path.join(HERE, "plain_script.py"), simulator.url, KEY]
        plain, memory = timed(script + [os.path.join(data, "plain.db")])
        results.add(part, "Python script: every page", plain, "s")
        results.add(part, "Python script: most memory", memory, "MiB")
        lookups(options, results, place, part, settings, outpost)
    shutil.rmtree(data)
    return {"time": seconds, "requests": count, "memory": memory}


def lookups(options, results, place, part, settings, outpost):
    """By id, by another process, with nothing else to do and while a full walk writes."""
    command = [
        os.path.join(options.programs, "cache-load"), "look-up", "--directory",
        settings["OUTPOST_DATA_DIR"], "--seconds", "3"]

    def look(name):
        words = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
        _, median, slow, _ = (int(word) for word in words.split())
        results.add(part, f"look-up by id, {name}: median", median, "µs")
        results.add(part, f"look-up by id, {name}: p99", slow, "µs")

    look("alone")
    walk = subprocess.Popen(
        [outpost, "refresh", "sessions", "--full"], env=settings, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    look("while a full walk runs")
    walk.terminate()
    walk.wait(timeout=60)


def rows(options, results, place, sessions):
    directory = os.path.join(place, "rows")
    os.mkdir(directory)
    words = subprocess.run(
        [
            os.path.join(options.programs, "cache-load"), "fill", "--directory", directory,
            "--sessions", str(sessions)],
        stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in words.splitlines():
        name, rate, _ = line.split()
        results.add("cache", f"{name} sessions into the cache", int(rate), "a second")
    shutil.rmtree(directory)


def growth(results, small, large, taken):
    """1: it grows as the sessions do; 0: it stays the same."""
    part = f"refresh: growth, {small:,} to {large:,} sessions"
    for what in taken[small]:
        ratio = taken[large][what] / taken[small][what]
        results.add(
            part, f"outpost: first refresh, {what}", math.log(ratio) / math.log(large / small),
            "exponent")


def measure(options, results, place):
    sizes = (1_000, 2_000, 5_000) if options.quick else (10_000, 30_000, 100_000)
    for run in range(options.runs):
        rows(options, results, place, sizes[-1])
    for run in range(options.runs):
        taken = {}
        for sessions in sizes:
            print(f"refresh: run {run + 1} of {options.runs}, {sessions:,}", file=sys.stderr)
            with Simulator(options.programs, place, sessions) as simulator:
                taken[sessions] = one_run(
                    options, results, place, simulator, f"refresh of {sessions:,}", False)
        for small, large in zip(sizes, sizes[1:]):
            growth(results, small, large, taken)
    delayed = 2_000 if options.quick else 20_000
    for milliseconds in (20, 200):
        with Simulator(options.programs, place, delayed) as simulator:
            simulator.delay(milliseconds / 1000)
            part = f"refresh of {delayed:,}, answers {milliseconds} ms later"
            one_run(options, results, place, simulator, part, True)
