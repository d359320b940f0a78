"""How each program is put to work, and how it is asked afterwards what it has."""

import json
import os
import re
import subprocess
import sys
import threading
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
ID = re.compile(r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=\s)", re.MULTILINE)
# No single run here takes longer, seconds.
PATIENCE = 120


def plain_environment(place):
    """Nothing of whoever calls: no settings file, no key, no proxy."""
    return {"PATH": "/usr/bin:/bin", "HOME": place, "LANG": "C.UTF-8"}


def finished(command, environment, **more):
    return subprocess.run(
        command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, timeout=PATIENCE, **more)


def succeeded(command, environment):
    result = finished(command, environment)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}\nended with {result.returncode}: {result.stderr}")
    return result


def integrity(path):
    """What SQLite's own check says, if this Python has SQLite."""
    try:
        import sqlite3
    except ImportError:
        return None
    connection = sqlite3.connect(path)
    try:
        found = connection.execute("PRAGMA integrity_check").fetchall()
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return None if found == [("ok",)] else str(found[0][0])


class OutpostCommand:
    """A process for each transfer: `outpost transfer`, which also makes the data directory."""

    name = "outpost transfer"
    setting = "as it is"

    def __init__(self, programs):
        self.outpost = os.path.join(programs, "outpost")

    def data(self, place):
        return os.path.join(place, "state", "outpost")

    def transfer(self, place, environment):
        session = str(uuid.uuid4())
        command = [self.outpost, "transfer", session, "--department", str(uuid.uuid4())]
        return finished(command + ["--data-dir", self.data(place)], environment)

    def load(self, place, environment, callers, count):
        refused = []

        def call(share):
            for _ in range(share):
                result = self.transfer(place, environment)
                if result.returncode != 0:
                    refused.append(result.stderr)

        threads = [threading.Thread(target=call, args=(count // callers,)) for _ in range(callers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if refused:
            sys.exit("outpost transfer failed: " + refused[0])

    def look(self, place):
        """The ids it has, and what is wrong: reading, the audit, SQLite's check, a new transfer."""
        environment = plain_environment(place)
        where = ["--json", "--data-dir", self.data(place)]
        everything = ["queue", "list", "--all", "--limit", "10000"]
        listed = finished([self.outpost, *everything, *where], environment)
        if listed.returncode == 69 and "does not exist" in listed.stderr:
            ids = set()
        elif listed.returncode != 0:
            return set(), f"queue list: {listed.returncode} {listed.stderr}"
        else:
            ids = {intent["id"] for intent in json.loads(listed.stdout or "[]")}
        audit = finished([self.outpost, "queue", "audit"] + where, environment)
        if audit.returncode != 0:
            return ids, f"queue audit: {audit.returncode} {audit.stderr}"
        after = self.transfer(place, environment)
        if after.returncode != 0:
            return ids, f"transfer: {after.returncode} {after.stderr}"
        return ids, integrity(os.path.join(self.data(place), "outbox.sqlite"))

    def close(self):
        pass


class OutpostLibrary(OutpostCommand):
    """Many callers in one process, as in the agent."""

    name = "outpost, in one process"

    def __init__(self, programs):
        super().__init__(programs)
        self.accept_load = os.path.join(programs, "accept-load")

    def data(self, place):
        return place

    def load(self, place, environment, callers, count):
        succeeded(
            [self.accept_load, "--callers", str(callers), "--count", str(count),
             "--directory", place, "--print"], environment)

    def rate(self, place, environment, callers, seconds):
        return succeeded(
            [self.accept_load, "--callers", str(callers), "--seconds", str(seconds),
             "--directory", place], environment).stderr


class Peer:
    def __init__(self, python, program, setting):
        self.name = program
        self.setting = setting
        self.python = python
        self.lister = None

    def command(self, verb):
        return [self.python, os.path.join(HERE, "peers.py"), verb, self.name, self.setting]

    def load(self, place, environment, callers, count):
        succeeded(
            self.command("load") + ["--callers", str(callers), "--count", str(count),
                                    "--directory", place, "--print"], environment)

    def rate(self, place, environment, callers, seconds):
        return succeeded(
            self.command("load") + ["--callers", str(callers), "--seconds", str(seconds),
                                    "--directory", place], environment).stderr

    def look(self, place):
        if self.lister is None:
            self.lister = subprocess.Popen(
                self.command("list"), env=plain_environment(place), stdin=subprocess.PIPE,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.lister.stdin.write(place + "\n")
        self.lister.stdin.flush()
        answer = json.loads(self.lister.stdout.readline())
        return set(answer["items"]), answer["damage"]

    def close(self):
        if self.lister is not None:
            self.lister.stdin.close()
            self.lister.wait(PATIENCE)
            self.lister = None
