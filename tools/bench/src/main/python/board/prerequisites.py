"""Programs that the board uses, and the commands that install them. The board installs nothing."""

import glob
import shutil

INSTALL = {
    "java": "apt install openjdk-17-jdk-headless",
    "gcc": "apt install gcc libc6-dev",
    "wrk": "apt install wrk",
    "nginx": "apt install nginx",
    "nchan": "apt install nginx libnginx-mod-nchan",
    "nginx stream": "apt install nginx libnginx-mod-stream",
    "openssl": "apt install openssl",
    "pushpin": "apt install pushpin zurl",
    "zurl": "apt install pushpin zurl",
    "redis-server": "apt install redis-server",
    "redis-cli": "apt install redis-tools",
    "node": "apt install nodejs",
    "ws": "npm install --no-save --prefix tools/bench/target/node ws@8",
    "project": "./mvnw -B -Pquick -pl tools/bench,tools/local -am package",
}


class Unavailable(Exception):
    """A system cannot be measured here."""


def require(*programs):
    for program in programs:
        if not shutil.which(program):
            raise Unavailable(f"{program} is not installed; to install it: {INSTALL[program]}")


def require_file(name, *patterns):
    """The first file that matches one of the patterns."""
    for pattern in patterns:
        found = sorted(glob.glob(str(pattern)))
        if found:
            return found[0]
    raise Unavailable(f"{name} is not installed; to install it: {INSTALL[name]}")
