"""``python -m petition_desk``: the same program as the console script."""

from __future__ import annotations

from petition_desk.cli import main

if __name__ == "__main__":
    main()
