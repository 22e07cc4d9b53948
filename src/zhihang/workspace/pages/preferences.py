"""What a reader prefers: language, light or dark, dense or comfortable. Kept in cookies until there are accounts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from zhihang.messages import Language

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "language": ("en", "zh-hans"),
    "theme": ("auto", "dark", "light"),
    "density": ("dense", "comfortable"),
}
_A_YEAR = 31_536_000


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices of one reader, each one of `CHOICES`."""

    theme: str = "auto"
    density: str = "dense"

    @property
    def next_theme(self) -> str:
        """What the button in the band changes to."""
        return _after("theme", self.theme)

    @property
    def next_density(self) -> str:
        """What the button in the band changes to."""
        return _after("density", self.density)


def preferences_of(request: HttpRequest) -> Preferences:
    """The reader's choices; what a cookie says wrongly counts as not chosen."""
    chosen = {name: request.COOKIES.get(cookie(name), "") for name in ("theme", "density")}
    return Preferences(**{name: value for name, value in chosen.items() if value in CHOICES[name]})


def cookie(name: str) -> str:
    """The cookie of a preference; the language has the one that Django reads."""
    return settings.LANGUAGE_COOKIE_NAME if name == "language" else f"zhihang_{name}"


def remember(response: HttpResponse, name: str, value: str) -> None:
    """Keep a choice for a year. `value` must be one of `CHOICES[name]`."""
    response.set_cookie(
        cookie(name), value, max_age=_A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )


def language() -> Language:
    """The language of this page, as messages name it."""
    return "zh" if (get_language() or "en").startswith("zh") else "en"


def _after(name: str, value: str) -> str:
    choices = CHOICES[name]
    return choices[(choices.index(value) + 1) % len(choices)]
