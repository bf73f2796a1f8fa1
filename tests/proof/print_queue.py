"""A print system of its own: a real CUPS daemon with real queues, in a folder that goes away again.

The system's own print system is neither asked nor changed: programs find this one by
``CUPS_SERVER``. It needs root, because the CUPS-PDF backend does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

DAEMON = "/usr/sbin/cupsd"
BACKEND = "/usr/lib/cups/backend/cups-pdf"
#: Where the backend writes: in the home of the one who prints, else for all.
OUT = (Path.home() / "PDF", Path("/var/spool/cups-pdf/ANONYMOUS"))
PLAIN, WITH_TRAYS = "PLAIN", "TRAYS"
_PATIENCE = 60.0

_CUPSD = """
Listen {socket}
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
        started_at: When, as files count time.
    """

    root: Path
    started_at: float

    @property
    def environment(self) -> Mapping[str, str]:
        """What a program needs in order to find it."""
        return {**os.environ, "CUPS_SERVER": str(self.root / "sock"), "LC_ALL": "C.UTF-8"}

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
                            return path
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
    settings.write_text(_CUPSD.format(socket=root / "sock"), encoding="utf-8")
    files.write_text(_FILES.format(root=root), encoding="utf-8")
    command = [DAEMON, "-f", "-c", str(settings), "-s", str(files)]
    daemon = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    system = PrintSystem(root, time.time() - 1)
    try:
        _wait_for(system)
        plain, trays = "lsb/usr/cups-pdf/CUPS-PDF_opt.ppd", "drv:///sample.drv/generic.ppd"
        system.run("lpadmin", "-p", PLAIN, "-v", "cups-pdf:/", "-m", plain, "-E")
        system.run("lpadmin", "-p", WITH_TRAYS, "-v", "cups-pdf:/", "-m", trays, "-E")
        system.run("lpadmin", "-p", WITH_TRAYS, "-o", "Option1=True")
        yield system
    finally:
        daemon.terminate()
        daemon.wait(timeout=_PATIENCE)
        shutil.rmtree(root, ignore_errors=True)


def _wait_for(system: PrintSystem) -> None:
    limit = time.monotonic() + _PATIENCE
    while "is running" not in system.run("lpstat", "-r"):
        if time.monotonic() > limit:
            raise TimeoutError("the print system did not start")
        time.sleep(0.1)
