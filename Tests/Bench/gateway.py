"""The local API under load: look-ups in place of the real API beside nginx and datasette, transfers
a second, and what the agent's memory does under very many requests."""

import json
import os
import shutil
import subprocess
import sys
import time
import uuid

from peers import Datasette, Nginx, ended, free_port, get, until
from refresh import environment
from simulator import KEY, Simulator

HERE = os.path.dirname(os.path.abspath(__file__))
CONNECTIONS = (1, 16, 64)
PAGE = 20


def pinned(core):
    """The measured program has a core, wrk another; with one core in all they share it."""
    cores = sorted(os.sched_getaffinity(0))
    return ["taskset", "--cpu-list", str(cores[core % len(cores)])]


def loaded(url, token, connections, seconds, arguments):
    """What wrk says of it."""
    command = pinned(1) + [
        "wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s",
        "--timeout", "30s", "--header", "Authorization: Bearer " + token,
        "--script", os.path.join(HERE, "load.lua"), url, "--", *arguments]
    words = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    report = json.loads(words.splitlines()[-1])
    if report["refused"] or report["broken"] or not report["requests"]:
        sys.exit(f"{url} {arguments}\nwas not answered as it should be: {report}")
    report["rate"] = report["requests"] / report["seconds"]
    return report


def read(url, token, connections, seconds):
    base, _, path = url.partition("://")[2].partition("/")
    return loaded(f"http://{base}/", token, connections, seconds, ["reads", "/" + path])


class Agent:
    def __init__(self, options, place, simulator, more=None):
        home = os.path.join(place, "branch")
        os.makedirs(home, exist_ok=True)
        settings = (more or {}) | environment(simulator, home)
        port = free_port()
        settings.update({"OUTPOST_GATEWAY_PORT": str(port), "OUTPOST_GATEWAY_WAIT": "0s"})
        self.data = settings["OUTPOST_DATA_DIR"]
        self.url = f"http://127.0.0.1:{port}"
        self.process = subprocess.Popen(
            pinned(0) + [os.path.join(options.programs, "outpost"), "run"], env=settings,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        try:
            until(lambda: get(self.url + "/healthz"), self.process)
            with open(os.path.join(self.data, "token")) as file:
                self.token = file.read().strip()
            # 503 until everything was fetched once.
            until(lambda: self.get("/readyz"), self.process, 300)
        except BaseException:
            ended(self.process)
            raise
        return self

    def __exit__(self, *_):
        ended(self.process)

    def get(self, path):
        return get(self.url + path, self.token)

    def load(self, connections, seconds, arguments):
        return loaded(self.url + "/", self.token, connections, seconds, arguments)

    def memory(self):
        """VmRSS, MiB."""
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS:")) / 1024


class Questions:
    """The same three to everybody, as far as they can be asked them."""

    def __init__(self, agent):
        departments = json.loads(agent.get("/core/v1/department"))
        department = departments[0]["id"]
        order = "OrderBy=UpdatedAt&OrderDirection=DESCENDING"
        page = f"/chat/v2/session?Status=PENDING&DepartmentId={department}&PageSize={PAGE}&{order}"
        found = json.loads(agent.get(page))
        session = found["items"][0]["id"]
        self.sizes = {"rows": found["totalItems"]}
        self.paths = {
            "departments": "/core/v1/department", "one session": f"/chat/v2/session/{session}",
            f"a page of {PAGE}": page,
        }
        self.answers = {name: agent.get(path) for name, path in self.paths.items()}
        chosen = f"status = 'PENDING' AND departmentID = '{department}'"
        object_ = "json_remove(object, '$.contactDetails') AS object"
        self.sql = {
            "departments": "SELECT object FROM department",
            "one session": f"SELECT {object_} FROM session WHERE id = '{session}'",
            f"a page of {PAGE}":
                f"SELECT {object_}, (SELECT count(*) FROM session WHERE {chosen}) AS total "
                f"FROM session WHERE {chosen} ORDER BY updatedAt DESC LIMIT {PAGE}",
        }


def reads(results, agent, simulator, questions, nginx, datasette, seconds):
    peers = {
        "nginx, a file": (nginx.static, KEY), "nginx, proxy_cache": (nginx.caching, KEY),
        "datasette": (datasette.urls, KEY),
    }
    for name, path in questions.paths.items():
        size = len(questions.answers[name])
        for connections in CONNECTIONS:
            part = f"gateway: {name}, {connections} connections"
            results.add(part, "bytes of the answer", size, "")
            ours = read(agent.url + path, agent.token, connections, seconds)
            results.add(part, "outpost", ours["rate"], "a second")
            results.add(part, "outpost: p99", ours["p99"], "ms")
            for peer, (urls, token) in peers.items():
                theirs = read(urls[name], token, connections, seconds)
                results.add(part, peer, theirs["rate"], "a second")
                results.add(part, f"{peer}: p99", theirs["p99"], "ms")
                results.add(part, f"outpost beside {peer}", ours["rate"] / theirs["rate"], "x")


def transfers_of(agent, simulator, place):
    """Files with sessions and departments, for load.lua. Cuts the line: all that is done then is to
    accept, on disk."""
    simulator.ask("POST", "/line/cut")
    sessions = []
    for page in range(1, 101):
        path = f"/chat/v2/session?Status=PENDING&Status=IN_PROGRESS&PageSize=100&PageNumber={page}"
        found = json.loads(agent.get(path))
        sessions += [session["id"] for session in found["items"]]
        if not found["hasMorePages"]:
            break
    departments = [one["id"] for one in json.loads(agent.get("/core/v1/department"))]
    files = []
    for name, ids in (("sessions", sessions), ("departments", departments)):
        files.append(os.path.join(place, name))
        with open(files[-1], "w") as file:
            file.write("\n".join(ids) + "\n")
    return files


def transfers(results, agent, simulator, place, seconds):
    files = transfers_of(agent, simulator, place)
    report = agent.load(64, seconds, ["transfers", uuid.uuid4().hex, *files])
    part = "gateway: transfers, the line down, 64 connections"
    results.add(part, "outpost: accepted, on disk", report["rate"], "a second")
    results.add(part, "outpost: p99", report["p99"], "ms")


def memory(results, agent, questions, count):
    """Under look-ups of every kind."""
    part = f"gateway: {count:,} look-ups, 64 connections"
    results.add(part, "outpost: memory before", agent.memory(), "MiB")
    done, seconds = 0, 0.0
    while done < count:
        # wrk can be told a time only.
        report = loaded(
            agent.url + "/", agent.token, 64, 2 if count < 100_000 else 10,
            ["reads", *questions.paths.values()])
        done += report["requests"]
        seconds += report["seconds"]
    results.add(part, "outpost: look-ups done", done, "")
    results.add(part, "outpost", done / seconds, "a second")
    time.sleep(2)
    results.add(part, "outpost: memory after", agent.memory(), "MiB")


def measure(options, results, place):
    sessions, seconds = (5_000, 1) if options.quick else (20_000, 5)
    for run in range(options.runs):
        print(f"gateway: run {run + 1} of {options.runs}", file=sys.stderr)
        here = os.path.join(place, f"gateway-{run}")
        os.mkdir(here)
        with Simulator(options.programs, here, sessions) as simulator:
            one_run(options, results, here, simulator, seconds, run == options.runs - 1)
        shutil.rmtree(here)


def one_run(options, results, place, simulator, seconds, is_last):
    with Agent(options, place, simulator) as agent:
        questions = Questions(agent)
        file = os.path.join(agent.data, "cache.sqlite")
        answers, paths = questions.answers, questions.paths
        if is_last:
            memory(results, agent, questions, 50_000 if options.quick else 1_000_000)
        with Nginx(pinned(0), place, simulator, paths, answers) as nginx:
            with Datasette(pinned(0), options.python, file, questions.sql) as datasette:
                reads(results, agent, simulator, questions, nginx, datasette, seconds)
        transfers(results, agent, simulator, place, 3 * seconds)
