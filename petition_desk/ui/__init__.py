"""The windows: the only floor that knows PySide6.

Screens ask, services act: a widget holds no session, no rule of law and no path of a file.
Everything drawn takes its colours, sizes and faces from `petition_desk.ui.theme`.
"""

from __future__ import annotations

from petition_desk.ui.immortal import keep_constants_alive

# Before anything of Qt is called, wherever this floor is entered from.
keep_constants_alive()
