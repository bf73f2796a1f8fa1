"""The command line, for the IT desk, scripts and tests: the same services as the window.

It never asks a question. Exit: 0 done · 2 usage, unknown number, rule or kind · 3 the law or a
rule refuses · 4 the input has faults · 5 the environment. Messages are Chinese, on standard
error; JSON and what was asked for go to standard output.

Modules of verbs are imported when their verb is called, so that ``--help`` and the window start
quickly. A new verb is a function in one of them and one line in `VERBS`.
"""

from __future__ import annotations

from petition_desk.cli.program import VERBS, main, program

__all__ = ["VERBS", "main", "program"]
