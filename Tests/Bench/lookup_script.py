"""What Outpost asks SQLite for a look-up, as it was recorded, for other programs to do the same; as a
program, it does so with Python's own sqlite3:

    lookup_script.py FILE SCRIPT SECONDS    with SECONDS 0: the first look-up once
"""

import json
import re
import sqlite3
import sys
import time

PLACE = re.compile(r"\?(\d*)")
VALUE = r"(NULL|-?\d+|'(?:[^']|'')*')"


def values_of(sql, expanded):
    """What stands in the places of a statement, out of its text with the values in it."""
    pattern = VALUE.join(re.escape(piece) for piece in re.split(r"\?\d*", sql))
    found = re.fullmatch(pattern, expanded)
    if not found:
        sys.exit(f"not the same statement:\n{sql}\n{expanded}")
    values = {}
    for place, word in zip(PLACE.findall(sql), found.groups()):
        number = int(place) if place else max(values, default=0) + 1
        values[number] = (
            None if word == "NULL"
            else word[1:-1].replace("''", "'") if word.startswith("'") else int(word))
    return [values[number] for number in sorted(values)]


def selects(asked):
    """Without the transaction around them."""
    return [one for one in asked["statements"] if one["sql"].lstrip().startswith("SELECT")]


def write(recorded, path):
    """See lookup.c."""
    known, words = {}, []
    for asked in recorded:
        words.append("L")
        for one in selects(asked):
            words.append(f"R{known.setdefault(one['sql'], len(known))}")
            for value in values_of(one["sql"], one["expanded"]):
                words.append(
                    "N" if value is None else f"I{value}" if isinstance(value, int) else f"T{value}")
    with open(path, "w", encoding="utf-8") as file:
        file.write("".join(word + "\0" for word in ["S" + sql for sql in known] + words))


def read(path):
    """The statements of each look-up, with their numbers and values."""
    with open(path, encoding="utf-8") as file:
        words = file.read().split("\0")[:-1]
    known, lookups = [], []
    for word in words:
        kind, rest = word[0], word[1:]
        if kind == "S":
            known.append(rest)
        elif kind == "L":
            lookups.append([])
        elif kind == "R":
            lookups[-1].append((int(rest), known[int(rest)], []))
        else:
            value = None if kind == "N" else int(rest) if kind == "I" else rest
            lookups[-1][-1][2].append(value)
    return len(known), lookups


def look_up(database, lookup, rows):
    is_transaction = len(lookup) > 1
    if is_transaction:
        database.execute("BEGIN")
    for number, sql, values in lookup:
        rows[number] += len(database.execute(sql, values).fetchall())
    if is_transaction:
        database.execute("COMMIT")


def main(file, script, seconds):
    database = sqlite3.connect(f"file:{file}?mode=ro", uri=True, isolation_level=None)
    count, lookups = read(script)
    rows = [0] * count
    if float(seconds) <= 0:
        return look_up(database, lookups[0], rows)
    for lookup in lookups:
        look_up(database, lookup, rows)
    found, times = list(rows), []
    first = last = time.perf_counter()
    while last < first + float(seconds) or not times:
        look_up(database, lookups[len(times) % len(lookups)], rows)
        now = time.perf_counter()
        times.append((now - last) * 1e6)
        last = now
    times.sort()
    print(json.dumps({
        "rate": len(times) / (last - first), "p50": times[(len(times) - 1) // 2],
        "p99": times[int((len(times) - 1) * 0.99)], "rows": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
