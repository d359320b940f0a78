"""Looking things up in a large copy: in process, beside the same prepared statements in C (the floor)
and in Python's own sqlite3; by command, beside programs that do nothing else; over HTTP, beside nginx's
proxy_cache and datasette, each on one core; and how the time grows with the number of sessions."""

import contextlib
import json
import math
import os
import shlex
import shutil
import subprocess
import sys
import urllib.parse

import lookup_script
from gateway import Agent, loaded, pinned
from peers import Datasette, Nginx, free_port
from refresh import environment

HERE = os.path.dirname(os.path.abspath(__file__))
SIZES = (10_000, 100_000, 1_000_000)
QUICK_SIZES = (5_000, 10_000, 20_000)
CONNECTIONS = 16
ASKED_OVER_HTTP = 20  # different words of each question
PAGE = 20


class Question:
    """`name`: what cache-load calls it. `path` and `command`: with WORD for what is asked for."""

    def __init__(self, name, words, path, command):
        self.name, self.words, self.path, self.command = name, words, path, command

    def target(self, word):
        return self.path.replace("WORD", urllib.parse.quote(word, safe=""))

    def arguments(self, word):
        return [part.replace("WORD", word) for part in self.command]


QUESTIONS = (
    Question("session", "a session by id", "/outpost/v1/sessions/WORD", ["session", "WORD"]),
    Question(
        "rareName", "sessions by a rare name", "/outpost/v1/sessions?query=WORD",
        ["sessions", "WORD"]),
    Question(
        "commonName", "sessions by a common name", "/outpost/v1/sessions?query=WORD",
        ["sessions", "WORD"]),
    Question("users", "users by name", "/outpost/v1/users?query=WORD", ["users", "WORD"]),
    Question(
        "department", "users of a department", "/outpost/v1/users?department=WORD",
        ["users", "--department", "WORD"]),
    Question(
        "page", "a page of sessions",
        "/chat/v2/session?DepartmentId=WORD&Status=PENDING"
        f"&PageSize={PAGE}&OrderBy=UpdatedAt&OrderDirection=DESCENDING",
        ["sessions", "--department", "WORD", "--status", "PENDING", "--limit", str(PAGE)]),
)


class Branch:
    """A cache of that many sessions where an agent looks for it, and what Outpost asks SQLite there."""

    def __init__(self, options, place, sessions):
        self.sessions, self.place = sessions, place
        # Nothing listens there: the line is down.
        self.url = f"http://127.0.0.1:{free_port()}"
        self.program = os.path.join(options.programs, "cache-load")
        self.data = environment(self, os.path.join(place, "branch"))["OUTPOST_DATA_DIR"]
        os.makedirs(self.data, mode=0o700)
        self.file = os.path.join(self.data, "cache.sqlite")
        self.cache_load("make")
        self.recorded = {
            one.name: json.loads(self.cache_load("record", "--question", one.name))
            for one in QUESTIONS}
        for name, recorded in self.recorded.items():
            lookup_script.write(recorded, self.script(name))

    def cache_load(self, verb, *more):
        command = [
            self.program, verb, "--directory", self.data, "--sessions", str(self.sessions), *more]
        return said(command)

    def script(self, name):
        return os.path.join(self.place, name)

    def words(self, name):
        return [asked["word"] for asked in self.recorded[name]]


class Report:
    """Of one run; the goals stand together at its end."""

    def __init__(self, results):
        self.add, self.goals = results.add, {}

    def goal(self, question, branch, words, value, unit):
        part = f"lookup: goals, {branch.sessions:,} sessions"
        self.goals.setdefault(part, []).append((f"{question.words}: {words}", value, unit))

    def add_goals(self):
        for part, goals in self.goals.items():
            for name, value, unit in sorted(goals, key=lambda goal: goal[0].split(": ", 1)[1]):
                self.add(part, name, value, unit)


def said(command, settings=None):
    result = subprocess.run(
        command, env=settings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {result.returncode}: {result.stderr}")
    return result.stdout


def compiled(place):
    program = os.path.join(place, "lookup")
    for compiler in ("cc", "clang", "gcc"):
        if shutil.which(compiler):
            break
    said([compiler, "-O2", "-o", program, os.path.join(HERE, "lookup.c"), "-lsqlite3"])
    return program


def in_process(options, results, floor, branch, seconds):
    """One after the other on the same core. Microseconds of each question, here and in C."""
    times = {}
    for one in QUESTIONS:
        part = f"lookup: {one.words}, {branch.sessions:,} sessions"
        ours = json.loads(
            branch.cache_load("ask", "--question", one.name, "--seconds", str(seconds)))
        reports = {"outpost, in process": ours}
        script = [branch.file, branch.script(one.name), str(seconds)]
        replay = os.path.join(HERE, "lookup_script.py")
        for peer, command in {
                "C, the same statements": [floor], "Python's sqlite3, the same": [
                    options.python, replay]}.items():
            reports[peer] = json.loads(said(pinned(0) + command + script))
            if ours["found"] not in reports[peer]["rows"]:
                sys.exit(f"{peer} finds {reports[peer]['rows']}, not {ours['found']} of {one.words}")
        for name, report in reports.items():
            results.add(part, name, report["rate"], "a second")
            results.add(part, f"{name}: median", report["p50"], "µs")
            results.add(part, f"{name}: p99", report["p99"], "µs")
        times[one.name] = 1e6 / ours["rate"], 1e6 / reports["C, the same statements"]["rate"]
        results.goal(
            one, branch, "beside C (2 at most)", times[one.name][0] / times[one.name][1], "x")
    return times


def command_times(options, command, settings, place):
    """From nothing to its end, milliseconds."""
    report = os.path.join(place, "hyperfine.json")
    said(
        [
            "hyperfine", "--shell=none", "--style=none", "--warmup", "2", "--runs",
            "10" if options.quick else "100", "--export-json", report, shlex.join(command)],
        settings)
    with open(report) as file:
        times = sorted(json.load(file)["results"][0]["times"])
    return times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000


def by_command(options, results, floor, branch, settings, how):
    """`how`: with an agent that runs, or without."""
    outpost = os.path.join(options.programs, "outpost")
    for one in QUESTIONS:
        part = f"lookup: {one.words}, {branch.sessions:,} sessions"
        command = [outpost] + one.arguments(branch.words(one.name)[0])
        median, slow = command_times(options, command, settings, branch.place)
        results.add(part, f"outpost, by command, {how}", median, "ms")
        results.add(part, f"outpost, by command, {how}: p99", slow, "ms")
        results.goal(one, branch, f"command, {how} (15 at most)", median, "ms")
        if how == "no agent":
            script = [branch.file, branch.script(one.name), "0"]
            replay = os.path.join(HERE, "lookup_script.py")
            for name, program in {
                    "C, by command": [floor], "Python, by command": [options.python, replay]}.items():
                median, _ = command_times(options, program + script, settings, branch.place)
                results.add(part, name, median, "ms")


def sql_for_datasette(question, asked):
    """It runs one statement for a request: the page and its total are put together; what is asked
    for each user beside the list is left out."""
    texts = [one["expanded"] for one in lookup_script.selects(asked)]
    if question.name == "page":
        count, page = texts
        return f"SELECT page.*, ({count}) AS total FROM ({page}) AS page"
    return texts[0]


def served(results, question, branch, name, base, token, paths, seconds, how="reads"):
    part = f"lookup: {question.words}, {branch.sessions:,} sessions"
    report = loaded(base + "/", token, CONNECTIONS, seconds, [how, *paths])
    results.add(part, f"{name}, {CONNECTIONS} connections", report["rate"], "a second")
    results.add(part, f"{name}: p99", report["p99"], "ms")
    return report["rate"]


def over_http(options, results, floor, branch, seconds):
    """The agent has ended when its peers are asked: nginx has nothing but its own copy then."""
    asked = {one.name: branch.recorded[one.name][:ASKED_OVER_HTTP] for one in QUESTIONS}
    paths = {
        f"{one.name} {number}": one.target(variant["word"])
        for one in QUESTIONS for number, variant in enumerate(asked[one.name])}
    sql = {
        f"{one.name} {number}": sql_for_datasette(one, variant)
        for one in QUESTIONS for number, variant in enumerate(asked[one.name])}
    settings = environment(branch, os.path.join(branch.place, "branch"))
    rates = {}

    def measured(peer, name, base, token, targets, how="reads"):
        for one in QUESTIONS:
            chosen = [path for key, path in targets.items() if key.split()[0] == one.name]
            words = name + (
                " (the list alone)" if peer == "datasette" and one.name in ("users", "department")
                else "")
            rates[peer, one.name] = served(
                results, one, branch, words, base, token, chosen, seconds, how)

    with contextlib.ExitStack() as peers:
        with Agent(options, branch.place, branch) as agent:
            answers = {name: agent.get(path) for name, path in paths.items()}
            nginx = peers.enter_context(
                Nginx(pinned(0), branch.place, agent, paths, answers, agent.token))
            measured("outpost", "outpost, over HTTP", agent.url, agent.token, paths)
            measured(
                "anew", "outpost, over HTTP, none asked before", agent.url, agent.token, paths,
                how="anew")
            by_command(options, results, floor, branch, settings, "agent runs")
        measured("nginx", "nginx, proxy_cache", base_of(nginx.caching), agent.token, paths)
    with Datasette(pinned(0), options.python, branch.file, sql) as datasette:
        targets = {
            name: url[len(base_of(datasette.urls)):] for name, url in datasette.urls.items()}
        measured("datasette", "datasette", base_of(datasette.urls), agent.token, targets)
    shutil.rmtree(os.path.join(branch.place, "nginx"))
    by_command(options, results, floor, branch, settings, "no agent")
    for one in QUESTIONS:
        for peer, least in (("nginx", "0.5"), ("datasette", "20")):
            results.goal(
                one, branch, f"HTTP beside {peer} ({least} at least)",
                rates["outpost", one.name] / rates[peer, one.name], "x")
        # nginx keeps answers as we do; datasette makes each anew.
        results.goal(
            one, branch, "HTTP beside datasette, none asked before (20 at least)",
            rates["anew", one.name] / rates["datasette", one.name], "x")
    return {one.name: 1e6 / rates["anew", one.name] for one in QUESTIONS}


def base_of(urls):
    parts = urllib.parse.urlsplit(next(iter(urls.values())))
    return f"{parts.scheme}://{parts.netloc}"


def growth(results, times):
    """0: the time stays the same, however many sessions there are; 1: it grows as they do."""
    sizes = sorted(times)
    for small, large in zip(sizes, sizes[1:]):
        part = f"lookup: growth of a look-up's time, {small:,} to {large:,} sessions"
        for one in QUESTIONS:
            for index, who in enumerate(
                    ("outpost", "C", "outpost over HTTP, none asked before")):
                ratio = times[large][one.name][index] / times[small][one.name][index]
                results.add(
                    part, f"{one.words}, {who}", math.log(ratio) / math.log(large / small),
                    "exponent")


def measure(options, results, place):
    if not shutil.which("hyperfine"):
        sys.exit("hyperfine is not installed: Scripts/prepare bench")
    floor, branches = compiled(place), []
    for sessions in QUICK_SIZES if options.quick else SIZES:
        print(f"lookup: making a cache of {sessions:,} sessions", file=sys.stderr)
        branches.append(Branch(options, os.path.join(place, str(sessions)), sessions))
    for run in range(options.runs):
        print(f"lookup: run {run + 1} of {options.runs}", file=sys.stderr)
        report, times = Report(results), {}
        for branch in branches:
            times[branch.sessions] = in_process(
                options, report, floor, branch, 0.5 if options.quick else 3)
            served = over_http(options, report, floor, branch, 1 if options.quick else 5)
            for name, time in served.items():
                times[branch.sessions][name] += (time,)
        growth(report, times)
        report.add_goals()
