"""The command line, for the IT desk, scripts and tests: the same services as the window.

It never asks a question. Exit: 0 done · 2 usage, unknown number, rule or kind · 3 the law or a
rule refuses · 4 the input has faults · 5 the environment. Messages are Chinese, on standard
error; JSON and what was asked for go to standard output.

Only `main` is imported with this package. Without a verb it opens the window and loads no command
line at all (a fifth of the time to the first paint); with one, the module of that verb alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from petition_desk.bootstrap import Start

_OF_THE_WINDOW = ("--data", "--account", "--password-file")
"""Options that say nothing but where and who; each takes a value."""


def main() -> None:
    """Run the program as the console script does; it ends the process."""
    given = sys.argv[1:]
    options = window_options(given)
    if options is not None:
        sys.exit(window_start(options).run_window())
    from petition_desk.cli.program import program

    program.main(given, prog_name="petition-desk")


def window_options(given: Sequence[str]) -> dict[str, str] | None:
    """Return the options of a command line that opens the window; None where it has a verb.

    Whatever is not plainly such a command line is left to the parser of the verbs, which opens
    the window as well where that is what is meant.
    """
    options: dict[str, str] = {}
    rest = list(given)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in _OF_THE_WINDOW or (not equals and not rest):
            return None
        options[name] = value if equals else rest.pop(0)
    return options


def window_start(options: dict[str, str]) -> Start:
    """Return how the window begins, the environment taken where an option is missing."""
    surroundings = Start(Path()).environment
    data = options.get("--data") or surroundings.get("PETITION_DESK_DATA", "")
    account = options.get("--account") or surroundings.get("PETITION_DESK_ACCOUNT", "")
    password_file = options.get("--password-file")
    return Start.given(
        Path(data) if data else None, account, Path(password_file) if password_file else None
    )
