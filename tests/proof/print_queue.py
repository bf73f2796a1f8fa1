"""A print system of its own: a real CUPS daemon with real queues, in a folder that goes away again.

The system's own print system is neither asked nor changed: programs find this one by
``CUPS_SERVER``. It needs root, because the CUPS-PDF backend does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DAEMON = "/usr/sbin/cupsd"
BACKEND = "/usr/lib/cups/backend/cups-pdf"
DRIVER = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
#: Where the backend writes: in the home of the one who prints, else for all.
OUT = (Path.home() / "PDF", Path("/var/spool/cups-pdf/ANONYMOUS"))
PLAIN, WITH_TRAYS = "PLAIN", "TRAYS"
_PATIENCE = 60.0

_CUPSD = """
Listen localhost:{port}
DefaultAuthType None
Browsing Off
WebInterface No
LogLevel debug
MaxLogSize 0
<Location />
 Order allow,deny
 Allow all
</Location>
<Policy default>
 <Limit All>
  Order deny,allow
 </Limit>
</Policy>
"""
#: What the description of a printer with two trays, that prints on both sides, says besides.
_TRAYS = """
*OpenUI *InputSlot/Media Source: PickOne
*DefaultInputSlot: Default
*InputSlot Default/Default: ""
*InputSlot Upper/Upper: ""
*InputSlot Manual/Manual: ""
*CloseUI: *InputSlot
*OpenUI *Duplex/2-Sided Printing: PickOne
*DefaultDuplex: None
*Duplex None/Off: ""
*Duplex DuplexNoTumble/Long Edge: ""
*Duplex DuplexTumble/Short Edge: ""
*CloseUI: *Duplex
"""
_FILES = """
ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/state
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
"""


def why_not() -> str:
    """Say why no queue can be set up here; empty where one can."""
    if os.name != "posix" or os.geteuid() != 0:
        return "a print system of our own needs root"
    missing = [path for path in (DAEMON, BACKEND) if not Path(path).exists()]
    return f"not installed: {', '.join(missing)}" if missing else ""


@dataclass(frozen=True, slots=True)
class PrintSystem:
    """A running daemon with two queues.

    Attributes:
        root: Its folder.
        port: Where it listens, on this machine alone: without one, queues have no address.
        started_at: When, as files count time.
    """

    root: Path
    port: int
    started_at: float

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs in order to find it."""
        return {**os.environ, "CUPS_SERVER": f"localhost:{self.port}", "LC_ALL": "C.UTF-8"}

    def run(self, *command: str) -> str:
        """Run one of the system's own commands."""
        done = subprocess.run(
            command, env=self.environment, capture_output=True, encoding="utf-8", timeout=_PATIENCE
        )
        return done.stdout

    def log(self) -> str:
        """What the daemon says of its jobs."""
        return (self.root / "log" / "error").read_text(encoding="utf-8", errors="replace")

    def job_count(self) -> int:
        """How many jobs were ever handed in."""
        return len(self.run("lpstat", "-W", "all", "-o").splitlines())

    def finished_file(self, job: int) -> Path:
        """Wait until a job is done, and return the file it became.

        Raises:
            TimeoutError: no file came out.
        """
        limit = time.monotonic() + _PATIENCE
        while time.monotonic() < limit:
            done = self.run("lpstat", "-W", "completed", "-o")
            if any(line.split()[0].endswith(f"-{job}") for line in done.splitlines()):
                for folder in OUT:
                    for path in folder.glob(f"*job_{job}.pdf"):
                        if path.stat().st_mtime >= self.started_at:
                            # Out of the home of whoever runs this, into what goes away again.
                            return Path(shutil.move(path, self.root / path.name))
            time.sleep(0.1)  # a daemon of another program: there is nothing to wait on
        raise TimeoutError(f"job {job} left no file:\n{self.log()[-2000:]}")


@contextmanager
def print_system() -> Iterator[PrintSystem]:
    """Start a daemon with the queues `PLAIN` and `WITH_TRAYS`; stop it and take it away again."""
    # Filters of the print system run as another user, who must reach its spool.
    root = Path(tempfile.mkdtemp(prefix="print-system-"))
    root.chmod(0o755)
    for name in ("etc", "cache", "state", "spool/tmp", "log"):
        (root / name).mkdir(parents=True)
    settings, files = root / "etc" / "cupsd.conf", root / "etc" / "cups-files.conf"
    port = _free_port()
    settings.write_text(_CUPSD.format(port=port), encoding="utf-8")
    files.write_text(_FILES.format(root=root), encoding="utf-8")
    command = [DAEMON, "-f", "-c", str(settings), "-s", str(files)]
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    system = PrintSystem(root, port, time.time() - 1)
    try:
        _wait_for(system)
        trays = root / "trays.ppd"
        trays.write_text(DRIVER.read_text(encoding="utf-8") + _TRAYS, encoding="utf-8")
        for queue, driver in ((PLAIN, DRIVER), (WITH_TRAYS, trays)):
            system.run("lpadmin", "-p", queue, "-v", "cups-pdf:/", "-P", str(driver), "-E")
        yield system
    finally:
        daemon.terminate()
        daemon.wait(timeout=_PATIENCE)
        shutil.rmtree(root, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("localhost", 0))
        return int(asked.getsockname()[1])


def _wait_for(system: PrintSystem) -> None:
    limit = time.monotonic() + _PATIENCE
    while "is running" not in system.run("lpstat", "-r"):
        if time.monotonic() > limit:
            raise TimeoutError("the print system did not start")
        time.sleep(0.1)
