"""Queues from PyPI, all used in the same way. Runs in the virtual environment that has them.

    peers.py load PROGRAM SETTING --directory D --callers N [--count M] [--seconds S] [--print]
    peers.py list PROGRAM SETTING        reads directories, a line each; answers with JSON, a line each
"""

import argparse
import json
import os
import sqlite3
import sys
import threading
import time
import uuid


class LiteQueue:
    def __init__(self, directory, setting):
        import litequeue

        self.queue = litequeue.LiteQueue(os.path.join(directory, "queue.db"))
        if setting == "synchronous=FULL":
            self.queue.conn.execute("PRAGMA synchronous = FULL")

    def put(self, item):
        self.queue.put(item)

    def items(self):
        found = self.queue.conn.execute("SELECT data FROM " + self.queue.table)
        return [row["data"] for row in found]


class PersistSQLite:
    def __init__(self, directory, setting):
        import persistqueue

        kind = persistqueue.SQLiteAckQueue if setting == "ack" else persistqueue.SQLiteQueue
        self.queue = kind(directory, multithreading=True, auto_commit=True)

    def put(self, item):
        self.queue.put(item)

    def items(self):
        return [row["data"] for row in self.queue.queue()]


class PersistFile:
    def __init__(self, directory, setting):
        import persistqueue

        self.queue = persistqueue.Queue(directory, tempdir=directory)

    def put(self, item):
        self.queue.put(item)

    def items(self):
        return [self.queue.get_nowait() for _ in range(self.queue.qsize())]


class Huey:
    def __init__(self, directory, setting):
        import huey

        more = {"fsync": True} if setting == "fsync=True" else {}
        self.huey = huey.SqliteHuey(filename=os.path.join(directory, "huey.db"), **more)

        @self.huey.task()
        def carry_out(item):
            pass

        self.task = carry_out

    def put(self, item):
        self.task(item)

    def items(self):
        return [task.args[0] for task in self.huey.pending()]


class DiskCache:
    def __init__(self, directory, setting):
        import diskcache

        if setting == "synchronous=FULL":
            cache = diskcache.Cache(directory, eviction_policy="none", sqlite_synchronous=2)
            self.deque = diskcache.Deque.fromcache(cache)
        else:
            self.deque = diskcache.Deque(directory=directory)

    def put(self, item):
        self.deque.append(item)

    def items(self):
        return list(self.deque)


PROGRAMS = {
    "litequeue": LiteQueue,
    "persist-queue SQLite": PersistSQLite,
    "persist-queue file": PersistFile,
    "huey": Huey,
    "diskcache.Deque": DiskCache,
}


def load(make, options):
    queue = make(options.directory, options.setting)
    start = time.monotonic()
    end = start + options.seconds if options.seconds else None
    totals = [0, 0]  # accepted, refused
    lock = threading.Lock()

    def call(share):
        accepted = refused = 0
        while accepted + refused < share and (end is None or time.monotonic() < end):
            item = str(uuid.uuid4())
            try:
                queue.put(item)
            except sqlite3.OperationalError:  # too busy, say SQLite and the library
                refused += 1
                continue
            accepted += 1
            if options.print:
                os.write(1, (item + "\n").encode())
        with lock:
            totals[0] += accepted
            totals[1] += refused

    shares = [options.count // options.callers] * options.callers
    for caller in range(options.count % options.callers):
        shares[caller] += 1
    callers = [threading.Thread(target=call, args=(share,)) for share in shares]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    took = time.monotonic() - start
    rate = int(totals[0] / took)
    words = f"{totals[0]} accepted in {took} seconds, {rate} per second, {totals[1]} refused\n"
    sys.stderr.write(words)


def damage_of(directory):
    """What SQLite's own check says against the databases in the directory."""
    for folder, _, names in os.walk(directory):
        for name in sorted(names):
            if not name.endswith(".db"):
                continue
            connection = sqlite3.connect(os.path.join(folder, name))
            try:
                found = connection.execute("PRAGMA integrity_check").fetchall()
            finally:
                connection.close()
            if found != [("ok",)]:
                return str(found[0][0])
    return None


def look(make, directory, setting):
    """What the program itself finds, and that it still works."""
    try:
        queue = make(directory, setting)
        items = queue.items()
        queue.put("one more")
        return {"items": items, "damage": damage_of(directory)}
    except Exception as error:  # whatever a program says to a damaged file
        return {"items": [], "damage": f"{type(error).__name__}: {error}"}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["load", "list"])
    parser.add_argument("program", choices=PROGRAMS)
    parser.add_argument("setting")
    parser.add_argument("--directory")
    parser.add_argument("--callers", type=int, default=1)
    parser.add_argument("--count", type=int, default=10**9)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--print", action="store_true")
    options = parser.parse_args()
    make = PROGRAMS[options.program]
    if options.verb == "load":
        load(make, options)
        return
    for line in sys.stdin:
        answer = look(make, line.rstrip("\n"), options.setting)
        print(json.dumps(answer), flush=True)


main()
