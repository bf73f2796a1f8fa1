"""Petition Desk (信访接待台): an offline desktop program for one petition reception room.

The floors of the package, top to bottom; imports run downward only
(``tests/test_architecture.py`` holds it)::

    bootstrap, cli                      wiring
    ui                                  windows (PySide6)
    services                            use-cases, one transaction each
    storage | documents | exchange      database | letters and reports | Excel
    domain                              pure rules, standard library only
    errors, clock, paths                ground
"""

from __future__ import annotations

#: The one place of the version; the build reads it from here.
__version__ = "0.1.0"
