"""The watcher of a disk that is loaded into a program: disk.c."""

import os
import shutil
import struct
import subprocess
import sys

import programs


def compiled(place):
    for compiler in ["cc", "clang", "gcc"]:
        if shutil.which(compiler):
            library = os.path.join(place, "disk.so")
            source = os.path.join(programs.HERE, "disk.c")
            command = [compiler, "-O1", "-Wall", "-shared", "-fPIC", "-o", library, source]
            subprocess.run(command, check=True)
            return library
    sys.exit("there is no C compiler: cc, clang or gcc is needed")


def watched(library, place, log=None, counts=None, milliseconds=0):
    environment = programs.plain_environment(place)
    environment.update(LD_PRELOAD=library, DISK_WATCH=place)
    if log:
        environment["DISK_LOG"] = log
    if counts:
        environment["DISK_COUNTS"] = counts
    if milliseconds:
        environment["DISK_SYNC_MS"] = str(milliseconds)
    return environment


def syncs_in(path):
    """fsync and fdatasync; sync_file_range promises nothing."""
    if not os.path.exists(path):
        return 0
    with open(path, "rb") as file:
        fsync, fdatasync, _ = struct.unpack("QQQ", file.read(24))
    return fsync + fdatasync
