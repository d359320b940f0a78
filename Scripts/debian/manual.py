#!/usr/bin/env python3
"""Writes the manual, a page for each command, from what the program says of itself.

    outpost --experimental-dump-help | manual.py --date YYYY-MM-DD DIRECTORY
"""
import argparse
import datetime
import json
import pathlib
import re
import sys

FILES = """\
.Sh FILES
.Bl -tag -width Ds
.It Pa /etc/outpost/outpost.yaml
The settings, each explained.
.It Pa /etc/outpost/helena-api-key
The API key of the service, for root only.
.It Pa /var/lib/outpost
The queue
.Pq Pa outbox.sqlite ,
which is the only file that must not be lost, and the copy
.Pq Pa cache.sqlite .
.It Pa /run/outpost
For the local API's socket, open to members of the group outpost.
.El
"""
COMMANDS = pathlib.Path(__file__).resolve().parents[2] / (
    "Sources/OutpostCommands/OutpostCommands.docc/Commands.md")
# The one table of them, a row each: | 64 | the command line is wrong |
STATUS = re.compile(r"^\| (\d+) \| (.+) \|$", re.MULTILINE)


def text(words):
    """Words as they are: no backslash and no line that begins with a full stop is a command."""
    words = " ".join(words.split()).replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + words if words[:1] in ".'" else words



def shown(command, kind):
    return [a for a in command.get("arguments", []) if a["shouldDisplay"] and kind(a)]


def flag(name):
    return ("Fl " if name["kind"] == "short" else "Fl \\-") + text(name["name"])


def names(argument):
    value = "" if argument["kind"] == "flag" else " Ar " + text(argument["valueName"])
    return " , ".join(flag(name) + value for name in argument["names"])


def synopsis(command):
    lines = [".Nm"]
    for argument in shown(command, lambda a: a["kind"] != "positional"):
        value = "" if argument["kind"] == "flag" else " Ar " + text(argument["valueName"])
        inner = flag(argument["preferredName"]) + value
        lines.append((".Op " if argument["isOptional"] else ".") + inner)
    for argument in shown(command, lambda a: a["kind"] == "positional"):
        inner = "Ar " + text(argument["valueName"]) + (" ..." if argument["isRepeating"] else "")
        lines.append((".Op " if argument["isOptional"] else ".") + inner)
    if command.get("subcommands"):
        lines.append(".Ar command")
    return lines


def page(command, words, date):
    title = "-".join(words)
    lines = [f".Dd {date:%B} {date.day}, {date:%Y}", f".Dt {title.upper()} 1", ".Os"]
    lines += [".Sh NAME", f".Nm {title}", f".Nd {text(command['abstract'].rstrip('.'))}"]
    lines += [".Sh SYNOPSIS"]
    lines += [".Nm " + " ".join(words)] + synopsis(command)[1:]
    lines += [".Sh DESCRIPTION", text(command["abstract"])]
    if command.get("discussion"):
        lines += [".Pp", text(command["discussion"])]
    arguments = shown(command, lambda a: True)
    if arguments:
        lines += [".Bl -tag -width Ds"]
        for argument in arguments:
            positional = argument["kind"] == "positional"
            head = "Ar " + text(argument["valueName"]) if positional else names(argument)
            lines += [".It " + head, text(argument.get("abstract") or "")]
        lines += [".El"]
    subcommands = [c for c in command.get("subcommands", []) if c["shouldDisplay"]]
    subcommands = [c for c in subcommands if c["commandName"] != "help"]
    if subcommands:
        lines += [".Sh COMMANDS", ".Bl -tag -width Ds"]
        for sub in subcommands:
            lines += [f".It Xr {title}-{sub['commandName']} 1", text(sub["abstract"])]
        lines += [".El"]
    if len(words) == 1:
        lines += FILES.splitlines()
        lines += [".Sh EXIT STATUS", ".Bl -tag -width Ds"]
        for status, meaning in STATUS.findall(COMMANDS.read_text(encoding="utf-8")):
            meaning = meaning.replace("`", "")
            lines += [f".It {status}", text(meaning[0].upper() + meaning[1:] + ".")]
        lines += [".El"]
    else:
        lines += [".Sh SEE ALSO", ".Xr outpost 1"]
    return subcommands, "\n".join(lines) + "\n"


def write(command, words, date, directory):
    subcommands, content = page(command, words, date)
    (directory / ("-".join(words) + ".1")).write_text(content, encoding="utf-8")
    for sub in subcommands:
        write(sub, words + [sub["commandName"]], date, directory)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--date", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("directory", type=pathlib.Path)
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    root = json.load(sys.stdin)["command"]
    write(root, [root["commandName"]], options.date, options.directory)
