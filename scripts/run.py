"""What ``make run`` does: the window where there is a display, the main job headless where not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("petition-desk")


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> int:
    """Run the one or the other; return its exit status."""
    if has_display():
        return subprocess.run([COMMAND]).returncode
    print("Neither DISPLAY nor WAYLAND_DISPLAY is set: doing the main job headless.", flush=True)
    return subprocess.run([sys.executable, ROOT / "scripts" / "headless_demo.py"]).returncode


if __name__ == "__main__":
    sys.exit(main())
