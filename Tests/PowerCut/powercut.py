"""Cuts the power of queues, ours and others, and counts what they had promised and do not have.

Each program works on an empty directory while disk.c logs what it does to the disk. Then the disk is
put together as a cut at some point of the log would have left it (disk.py), and the program is asked
what it has. Half of the cuts are right after an acknowledgement, an eighth while the program makes its
files, the others anywhere.
"""

import argparse
import collections
import os
import random
import shutil
import sys
import tempfile
import time

import disk
import programs
from shim import compiled, syncs_in, watched

Result = collections.namedtuple(
    "Result", "program cuts acknowledged cuts_with_loss most_lost damaged alone together words")


def cut(program, library, options, scratch):
    """Lets one program work, and cuts its power many times."""
    place = os.path.join(scratch, "work")
    log, counts = os.path.join(scratch, "log"), os.path.join(scratch, "counts")
    os.mkdir(place)
    environment = watched(library, place, log, counts)
    half = options.accepts // 2
    program.load(place, environment, 1, half)
    alone = syncs_in(counts)
    program.load(place, environment, 8, half)
    together = syncs_in(counts) - alone
    shutil.rmtree(place)

    records = disk.records(log)
    os.remove(log)
    os.remove(counts)
    spoken = [at + 1 for at, one in enumerate(records) if one[0] == "A"]
    chance = random.Random(f"{options.seed} {program.name} {program.setting}")
    points = [chance.choice(spoken) for _ in range(options.cuts // 2)]
    points += [chance.randint(0, spoken[0]) for _ in range(options.cuts // 8)]
    points += [chance.randint(0, len(records)) for _ in range(options.cuts - len(points))]
    model, said = disk.Disk(), set()
    with_loss = most_lost = damaged = 0
    words = None
    for point in sorted(points):
        while model.position < point:
            one = records[model.position]
            if one[0] == "A":
                said.update(programs.ID.findall(one[3].decode()))
            model.take(*one)
        model.cut(chance, place)
        has, damage = program.look(place)
        lost = len(said - has)
        with_loss += lost > 0
        most_lost = max(most_lost, lost)
        damaged += damage is not None
        if words is None and (damage or lost):
            words = damage or f"{lost} of {len(said)} lost at record {point} of {len(records)}"
        shutil.rmtree(place)
    program.close()
    return Result(
        program, options.cuts, len(said), with_loss, most_lost, damaged, alone / half,
        together / half, words)


def rate(program, library, scratch, callers, milliseconds, seconds):
    place, counts = os.path.join(scratch, "work"), os.path.join(scratch, "counts")
    os.mkdir(place)
    environment = watched(library, place, None, counts, milliseconds)
    accepted, per_second = program.rate(place, environment, callers, seconds).split(", ")[:2]
    accepted = int(accepted.split()[0])
    syncs = syncs_in(counts)
    shutil.rmtree(place)
    os.remove(counts)
    return int(per_second.split()[0]), syncs / max(1, accepted)


def table(heads, rows):
    """Words to the left, numbers to the right."""
    rows = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[at]) for row in [heads] + rows) for at in range(len(heads))]
    for row in [heads] + rows:
        cells = [
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths))]
        print("  ".join(cells).rstrip())
    sys.stdout.flush()


def print_cuts(results):
    heads = ["program", "setting", "cuts", "acknowledged", "cuts with loss", "most lost", "damaged",
             "syncs each, 1 caller", "8 callers"]
    table(heads, [
        [one.program.name, one.program.setting, one.cuts, one.acknowledged, one.cuts_with_loss,
         one.most_lost, one.damaged, f"{one.alone:.2f}", f"{one.together:.2f}"]
        for one in results])


def print_rates(contenders, library, scratch, seconds):
    callers, delays = [1, 16, 64], [0, 1, 5]
    rows = []
    for program in contenders:
        for milliseconds in delays:
            found = [
                rate(program, library, scratch, count, milliseconds, seconds) for count in callers]
            rows.append(
                [program.name, program.setting, f"{milliseconds} ms"]
                + [one[0] for one in found] + [f"{one[1]:.2f}" for one in found])
    table(
        ["program", "setting", "added per sync"]
        + [f"accepts/s, {count}" for count in callers]
        + [f"syncs each, {count}" for count in callers], rows)


def main():
    parser = argparse.ArgumentParser(prog="Scripts/powercut")
    parser.add_argument("--cuts", type=int, help="cuts of each program (100)")
    parser.add_argument("--accepts", type=int, default=160, help="accepts of each program (160)")
    parser.add_argument("--seed", type=int, help="repeats the choice of cuts and of what is lost")
    parser.add_argument("--quick", action="store_true", help="20 cuts, and 1 second for each rate")
    parser.add_argument("--rates", action="store_true", help="accepts per second instead of cuts")
    parser.add_argument("--ours", action="store_true", help="only Outpost; needs no network")
    parser.add_argument("--programs", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--python", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.cuts = options.cuts or (20 if options.quick else 100)
    if options.seed is None:
        options.seed = random.SystemRandom().randrange(10**6)

    def peer(name, setting):
        return programs.Peer(options.python, name, setting)

    ours = [programs.OutpostCommand(options.programs), programs.OutpostLibrary(options.programs)]
    others = [] if options.ours else [
        peer("litequeue", "as it is"), peer("litequeue", "synchronous=FULL"),
        peer("persist-queue SQLite", "as it is"), peer("persist-queue SQLite", "ack"),
        peer("persist-queue file", "as it is"),
        peer("huey", "as it is"), peer("huey", "fsync=True"),
        peer("diskcache.Deque", "as it is"), peer("diskcache.Deque", "synchronous=FULL")]
    durable = {
        "litequeue": "synchronous=FULL", "persist-queue SQLite": "as it is", "huey": "fsync=True"}
    scratch = os.path.realpath(tempfile.mkdtemp(prefix="outpost-powercut."))
    try:
        library = compiled(scratch)
        if options.rates:
            contenders = ours[1:] + [
                one for one in others if durable.get(one.name) == one.setting]
            print_rates(contenders, library, scratch, 1 if options.quick else 2)
            return
        start = time.monotonic()
        results = []
        for program in ours + others:
            results.append(cut(program, library, options, scratch))
            if results[-1].words:
                first = results[-1].words.strip().splitlines()[0]
                sys.stderr.write(f"{program.name} ({program.setting}): {first}\n")
        print(f"seed {options.seed}, {time.monotonic() - start:.0f} seconds")
        print_cuts(results)
        if any(one.cuts_with_loss or one.damaged for one in results if one.program in ours):
            sys.exit(1)
    finally:
        for program in ours + others:
            program.close()
        shutil.rmtree(scratch)


main()
