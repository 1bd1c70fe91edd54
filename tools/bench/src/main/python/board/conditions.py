"""The machine and the code that were measured."""

import datetime
import os
import platform
import subprocess
import time

from board import paths

CODE = ["gateway", "common", "register-fn", "transmission-fn", "cleanup-fn"]


def describe(rounds, busy_shares):
    with open("/proc/meminfo") as file:
        gigabytes = int(file.readline().split()[1]) / 1024 / 1024
    busy = max(busy_shares, default=0)
    quiet = sum(share < 0.1 for share in busy_shares)
    return (
        f"Conditions: {datetime.date.today()}, commit {_commit()}, {_java()}, {os.cpu_count()} cores, {gigabytes:.0f} GB, "
        f"Linux {platform.release()}; loopback, TLS only where it says so, rounds: {rounds}, the systems in turns. Before {quiet} of "
        f"{len(busy_shares)} measurements other processes used less than a tenth of the machine; at most they used "
        f"{busy:.0%}. Load average at the end: {os.getloadavg()[0]:.1f}."
    )


def busy_share(seconds=0.2):
    """The share of the processors in use; the measured systems are idle meanwhile."""
    before = _ticks()
    time.sleep(seconds)
    after = _ticks()
    total = sum(after) - sum(before)
    idle = after[3] + after[4] - before[3] - before[4]
    return 1 - idle / total if total else 0


def _ticks():
    with open("/proc/stat") as file:
        return [int(word) for word in file.readline().split()[1:9]]


def _commit():
    commit = _output("git", "-C", paths.PROJECT, "log", "-1", "--format=%h", "--", *CODE).strip() or "unknown"
    changed = _output("git", "-C", paths.PROJECT, "status", "--porcelain", "--", *CODE).strip()
    return commit + (", changed" if changed else "")


def _java():
    for line in _output("java", "-XshowSettings:properties", "-version").splitlines():
        if "java.runtime.version" in line:
            return "JDK " + line.split("=")[1].strip()
    return "unknown JDK"


def _output(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=30)
        return done.stdout if done.returncode == 0 else ""
    except OSError:
        return ""
