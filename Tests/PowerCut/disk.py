"""What is on a disk after a power cut, from the log that disk.c wrote.

The rules, all strict:
- A file's bytes and its size are safe once fsync or fdatasync of that file has returned, as far as
  they were written before the call.
- A name (a file made, removed or renamed, a directory made) is safe once fsync of the directory that
  holds it has returned. Syncing the file does not save its name.
- Of what is not safe, one of three, as chance wants it: nothing is there; some whole writes are
  there, in any selection; some sectors of 512 bytes are there, in any selection. A sector is never
  half old and half new. Of the changes of a directory's names, the first few are there, since file
  systems keep those in order.
"""

import os
import struct

HEAD = struct.Struct("<IIQQ")
SECTOR = 512


def records(path):
    """The log as (kind, file, number, bytes), in order."""
    found = []
    with open(path, "rb") as log:
        text = log.read()
    at = 0
    while at + HEAD.size <= len(text):
        size, kind, file, number = HEAD.unpack_from(text, at)
        at += HEAD.size
        if at + size > len(text):
            break  # the last one, of a program that was killed
        found.append((chr(kind), file, number, text[at : at + size]))
        at += size
    return found


class File:
    """Its bytes that are safe, and what was done to it since."""

    def __init__(self, inode):
        self.inode = inode
        self.safe = bytearray()
        self.pending = []

    def synced(self, before):
        for position, kind, number, data in self.pending:
            if position < before:
                change(self.safe, kind, number, data)
        self.pending = [one for one in self.pending if one[0] >= before]

    def after_cut(self, chance, way, share):
        content = bytearray(self.safe)
        for _, kind, number, data in self.pending:
            if way == "torn" and kind == "W":
                for start, piece in sectors(number, data):
                    if chance.random() < share:
                        change(content, "W", start, piece)
            elif way != "nothing" and chance.random() < share:
                change(content, kind, number, data)
        return content


def sectors(offset, data):
    """The parts of a write, cut where sectors end."""
    at = 0
    while at < len(data):
        size = min(SECTOR - (offset + at) % SECTOR, len(data) - at)
        yield offset + at, data[at : at + size]
        at += size


def change(content, kind, number, data):
    if kind == "W":
        if len(content) < number:
            content.extend(bytes(number - len(content)))
        content[number : number + len(data)] = data
    elif kind == "T":
        del content[number:]
        content.extend(bytes(number - len(content)))
    elif kind == "F":
        content.extend(bytes(max(0, number - len(content))))


FOLDER = object()


class Disk:
    """Takes the log's records one by one, and can be asked at any time what a cut would leave."""

    def __init__(self):
        self.position = 0
        self.inodes = {}
        self.names = {}  # as the programs see them
        self.safe_names = {}
        self.pending_names = {}  # directory: [(position, path, what it names or None)]
        self.syncs = {}

    def take(self, kind, file, number, data):
        self.position += 1
        if kind in "WTF":
            if file in self.inodes:
                self.inodes[file].pending.append((self.position, kind, number, data))
        elif kind == "O":
            path = data.decode()
            there = self.names.get(path)
            if there is None or there is FOLDER or there.inode != file:
                self.inodes[file] = File(file)
                self.name(path, self.inodes[file])
        elif kind == "M":
            self.name(data.decode(), FOLDER)
        elif kind in "UX":
            self.name(data.decode(), None)
        elif kind in "RL":
            old, new = data.decode().split("\0")
            if new:
                self.name(new, self.names.get(old) or self.inodes.setdefault(file, File(file)))
            if old and kind == "R":
                self.name(old, None)
        elif kind == "s":
            self.syncs[number] = (self.position, file, data.decode())
        elif kind == "S" and number in self.syncs:
            before, file, path = self.syncs.pop(number)
            if file == 0:
                self.names_synced(path, before)
            elif file in self.inodes:
                self.inodes[file].synced(before)

    def name(self, path, what):
        if what is None:
            self.names.pop(path, None)
        else:
            self.names[path] = what
        pending = self.pending_names.setdefault(os.path.dirname(path), [])
        pending.append((self.position, path, what))

    def names_synced(self, directory, before):
        pending = self.pending_names.get(directory, [])
        for position, path, what in pending:
            if position < before:
                self.safe_names[path] = what
        self.pending_names[directory] = [one for one in pending if one[0] >= before]

    def cut(self, chance, target):
        """Writes what a cut would leave now below the directory `target`."""
        way = chance.choice(["nothing", "whole", "torn"])
        share = chance.choice([0.1, 0.5, 0.9])
        names = dict(self.safe_names)
        for directory in sorted(self.pending_names):
            pending = self.pending_names[directory]
            kept = 0 if way == "nothing" else chance.randint(0, len(pending))
            for _, path, what in pending[:kept]:
                names[path] = what
        os.makedirs(target)
        there = {""}
        for path in sorted(names):  # a directory comes before what is in it
            what = names[path]
            if what is None or os.path.dirname(path) not in there:
                continue
            place = os.path.join(target, path)
            if what is FOLDER:
                os.mkdir(place, 0o700)
                there.add(path)
            else:
                with open(place, "wb", opener=private) as file:
                    file.write(what.after_cut(chance, way, share))


def private(path, flags):
    return os.open(path, flags, 0o600)
