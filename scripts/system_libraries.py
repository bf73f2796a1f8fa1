"""Finds what the system lacks to run, test or build the program, and installs it where allowed.

Usage: ``python3 scripts/system_libraries.py run|test|proof``

It looks for the libraries and commands themselves, not for package names, so it is silent on any
system that has them. What is missing is installed with apt-get when this runs as root; otherwise
the one command for the administrator is printed and the exit status is 1. Standard library only:
it runs before anything else is set up.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

#: What Qt loads to paint, on a screen or without one: (file, Debian package).
WINDOW_LIBRARIES = (
    ("libGL.so.1", "libgl1"),
    ("libEGL.so.1", "libegl1"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2"),
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libcups.so.2", "libcups2"),
)
#: What the tests start: (command, Debian package).
TEST_COMMANDS = (
    ("Xvfb", "xvfb"),
    ("xdotool", "xdotool"),
    ("pdftotext", "poppler-utils"),
)
#: What the long proofs start: another office program, a print system with a queue.
PROOF_COMMANDS = (
    ("localc", "libreoffice-calc"),
    ("lowriter", "libreoffice-writer"),
)
#: The same, of what lies in folders that a user's PATH does not name.
PROOF_FILES = (
    ("/usr/sbin/cupsd", "cups"),
    ("/usr/sbin/lpadmin", "cups-client"),
    ("/usr/lib/cups/backend/cups-pdf", "printer-driver-cups-pdf"),
)
#: What building the frozen program needs.
BUILD_COMMANDS = (("objdump", "binutils"),)
_PYTHON = f"python3.{sys.version_info.minor}"
BUILD_LIBRARIES = ((f"lib{_PYTHON}.so.1.0", f"lib{_PYTHON}"),)

PURPOSES = ("run", "test", "proof")


def is_loadable(library: str) -> bool:
    """Tell whether the dynamic loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(purpose: str) -> list[str]:
    """Return the Debian packages whose contents are absent and needed for ``purpose``."""
    libraries = WINDOW_LIBRARIES + (BUILD_LIBRARIES if purpose == "proof" else ())
    commands = () if purpose == "run" else TEST_COMMANDS
    commands += BUILD_COMMANDS + PROOF_COMMANDS if purpose == "proof" else ()
    files = PROOF_FILES if purpose == "proof" else ()
    missing = [package for library, package in libraries if not is_loadable(library)]
    missing += [package for command, package in commands if shutil.which(command) is None]
    missing += [package for file, package in files if not Path(file).exists()]
    if importlib.util.find_spec("ensurepip") is None:
        missing.append(f"{_PYTHON}-venv")
    return missing


def install(packages: list[str]) -> int:
    """Install ``packages`` with apt-get, saying so; return its exit status."""
    print("Installing system packages:", " ".join(packages), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages],
    ):
        status = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL).returncode
        if status:
            print("failed:", " ".join(command), file=sys.stderr)
            return status
    return 0


def main(arguments: list[str]) -> int:
    """Check, install or explain; return the exit status."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        print(f"usage: system_libraries.py {'|'.join(PURPOSES)}", file=sys.stderr)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036  this file is what an older Python meets first
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}", file=sys.stderr)
        return 1
    if not sys.platform.startswith("linux"):
        return 0  # the wheels bring all that Windows and macOS need
    missing = missing_packages(arguments[0])
    if not missing:
        return 0
    if shutil.which("apt-get") is None:
        print(f"Missing (names as in Debian): {' '.join(missing)}", file=sys.stderr)
        return 1
    if os.geteuid() == 0:
        return install(missing)
    print(
        "Some system packages are missing. Ask the administrator to run:\n\n"
        f"    apt-get install -y --no-install-recommends {' '.join(missing)}\n",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
