"""The second schema: what letters, services, views and rules of the office added.

The statements stand in a file of their own, written out as they were and left alone: what `tables`
says today must not change what this revision once did.
"""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    for statement in script.split(";\n"):
        if statement.strip():
            op.execute(statement)
