"""Of which letter a 送达回证 is: the services of the case, offered while a slip is attached."""

from __future__ import annotations

from collections.abc import Sequence

from petition_desk.domain.letter_services import LetterService
from petition_desk.domain.masking import mask_name
from petition_desk.domain.vocabulary import LETTER_LABELS
from petition_desk.ui.widgets.suggest_edit import SuggestEdit


class SlipOf(SuggestEdit):
    """A line that proposes each letter and addressee of the case, the latest first."""

    def __init__(self) -> None:
        """Propose nothing yet."""
        super().__init__(name="哪份文书的回证")
        self._services: dict[str, LetterService] = {}

    def set_services(self, services: Sequence[LetterService]) -> None:
        """Propose these; what is still to be proved stands in the line already."""
        letters = [service.letter for service in services]
        self._services = {
            _words(service, is_shared=letters.count(service.letter) > 1): service
            for service in reversed(services)
        }
        self.set_words(list(self._services))
        open_first = sorted(self._services.items(), key=lambda pair: not pair[1].is_open)
        self.setText(open_first[0][0] if open_first else "")

    @property
    def has_choice(self) -> bool:
        """Whether the case has letters that are served."""
        return bool(self._services)

    def chosen(self) -> LetterService | None:
        """The service that is meant; None where the words fit none."""
        return self._services.get(self.text().strip())


def _words(service: LetterService, *, is_shared: bool) -> str:
    label = LETTER_LABELS.get(service.kind, service.kind)
    number = service.letter if service.letter != service.kind else ""
    name = f" {mask_name(service.addressee)}" if is_shared and service.addressee else ""
    return f"{label} {number}".strip() + name
