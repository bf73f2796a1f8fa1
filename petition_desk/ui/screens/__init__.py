"""The screens, in the order of the sidebar: to add one, write its module and its entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from petition_desk.ui.screens.base import Screen, ScreenContext
from petition_desk.ui.screens.case import CaseScreen
from petition_desk.ui.screens.importing import ImportScreen
from petition_desk.ui.screens.intake import IntakeScreen, kept_draft_count
from petition_desk.ui.screens.ledger import LedgerScreen
from petition_desk.ui.screens.letter import LetterScreen
from petition_desk.ui.screens.national import NationalScreen
from petition_desk.ui.screens.self_check import SelfCheckScreen
from petition_desk.ui.screens.service import ServiceScreen
from petition_desk.ui.screens.service import waiting_count as unserved_count
from petition_desk.ui.screens.settings import SettingsScreen
from petition_desk.ui.screens.template import TemplateScreen
from petition_desk.ui.screens.today import TodayScreen, waiting_count
from petition_desk.ui.screens.what_if import WhatIfScreen

if TYPE_CHECKING:
    from petition_desk.services.desk import Desk


@dataclass(frozen=True, slots=True)
class ScreenEntry:
    """One screen.

    Attributes:
        id: Names it in a `Place`.
        title: Its word in the sidebar.
        icon: Its icon.
        factory: Builds it; called when it is first gone to.
        count: How many wait there; asked off the thread of the window.
        spelling: Pinyin and initials, by which the search finds it.
        stands_under: The place of the sidebar that is current with it, where it has none.
        is_in_sidebar: Whether it has a place of its own.
    """

    id: str
    title: str
    icon: str
    factory: Callable[[ScreenContext], Screen]
    count: Callable[[Desk], int] | None = None
    spelling: str = ""
    stands_under: str = ""
    is_in_sidebar: bool = True


SCREENS: Final = (
    ScreenEntry("today", "今日", "today", TodayScreen, waiting_count, "jinri jr"),
    ScreenEntry("intake", "登记", "intake", IntakeScreen, kept_draft_count, "dengji dj"),
    ScreenEntry("letter", "文书", "doc", LetterScreen, stands_under="ledger", is_in_sidebar=False),
    ScreenEntry("ledger", "台账", "ledger", LedgerScreen, spelling="taizhang tz"),
    ScreenEntry("case", "案件", "doc", CaseScreen, stands_under="ledger", is_in_sidebar=False),
    ScreenEntry(
        "import", "导入", "import", ImportScreen, stands_under="ledger", is_in_sidebar=False
    ),
    ScreenEntry(
        "national",
        "录国网",
        "edit",
        NationalScreen,
        spelling="luguowang lgw",
        stands_under="ledger",
        is_in_sidebar=False,
    ),
    ScreenEntry("service", "送达", "service", ServiceScreen, unserved_count, "songda sd"),
    ScreenEntry("self-check", "自查", "check", SelfCheckScreen, spelling="zicha zc guifanxing gfx"),
    ScreenEntry(
        "what-if",
        "期限试算",
        "clock",
        WhatIfScreen,
        spelling="qixianshisuan qxss shisuan weishenme",
        stands_under="today",
        is_in_sidebar=False,
    ),
    ScreenEntry(
        "template",
        "文书文本",
        "doc",
        TemplateScreen,
        stands_under="settings",
        is_in_sidebar=False,
    ),
    ScreenEntry("settings", "设置", "settings", SettingsScreen, spelling="shezhi sz"),
)
