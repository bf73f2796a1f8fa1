"""Run tests with one module replaced by a mutant: `run_mutant.py MODULE SOURCE_FILE TEST…`.

Its exit code is pytest's: 0 where no test noticed.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest


class MutantFinder(importlib.abc.MetaPathFinder, importlib.abc.SourceLoader):
    """Finds one module in another file than its own."""

    def __init__(self, module: str, source: Path) -> None:
        """Stand in for `module` with what is in `source`."""
        self.module = module
        self.source = source

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.module:
            return None
        return importlib.util.spec_from_loader(fullname, self, origin=str(self.source))

    def get_filename(self, fullname: str) -> str:
        return str(self.source)

    def get_data(self, path: str) -> bytes:
        return Path(path).read_bytes()


def main(module: str, source: str, *tests: str) -> int:
    """Run the tests; the first failure ends them."""
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, MutantFinder(module, Path(source)))
    options = ["-x", "-q", "--no-header", "--tb=no", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return int(pytest.main([*options, *tests]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
