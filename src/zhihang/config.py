"""Every setting once: name, default, help.

A setting is read from the environment (`ZHIHANG_` + its upper-case name) when it is asked for, never at import.
`docs/reference/settings.md` is generated from this list.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from zhihang.errors import UsageError


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, its default (which also gives its type) and what it does."""

    name: str
    default: str | int | float | bool
    help: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"ZHIHANG_{self.name.upper()}"


SETTINGS: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("corpus", "corpus", "Folder of the corpus that commands and pages read."),
        Setting("private_corpora", "var/corpora", "Folder in which private corpora of organizations lie."),
        Setting("lang", "", "Language of messages, en or zh; empty: taken from the locale."),
        Setting("jobs", 0, "Processes that read files; 0: one per core."),
        Setting("time_limit", 60.0, "Seconds after which a query is stopped (error E601); 0: never."),
        Setting("problem_share", 0.5, "Share of unreadable records in a file above which the file is refused."),
        Setting("max_member_size", 17_179_869_184, "Largest unpacked size in bytes of one archive member."),
        Setting("max_ratio", 1000, "Largest ratio of unpacked to packed size of an archive member."),
        Setting("keep_pictures", True, "Keep the pictures that delivered files carry, so that pages show them."),
        Setting("ipc_scheme", "", "File of the IPC scheme (XML, zip or table); empty: hierarchy by the symbols."),
        Setting("cpc_scheme", "", "File of the CPC scheme (XML, zip or table); empty: hierarchy by the symbols."),
        Setting("similar_characters", "", "A file of Chinese characters that look alike, for marks; empty: none."),
        Setting("fonts", "", "Font file with Chinese characters for PDF; empty: Noto Serif CJK SC, or what is there."),
        Setting("secret_key", "", "Secret of the web application; empty: made and kept beside its database."),
        Setting("database", "", "URL of the database of managed work; empty: SQLite in the folder var/."),
        Setting("address", "127.0.0.1:8000", "Where `zhihang serve` listens."),
        Setting("hosts", "", "Names under which browsers ask for the site, with commas; empty: by the address."),
        Setting("time_zone", "UTC", "Where it is what time: for times on pages and for days, as `Asia/Shanghai`."),
        Setting("https", False, "The site is reached by https: secure cookies, strict transport. Needs `proxies`."),
        Setting("proxies", 0, "Your own proxies before it; each sets X-Forwarded-For, the first X-Forwarded-Proto."),
        Setting("mail", "", "Mail server: smtp://, smtp+tls:// or smtps://name:secret@host:port; empty: var/mail."),
        Setting("mail_from", "", "Sender of letters, as `Name <address>`; empty: zhihang@ the first of `hosts`."),
        Setting("anonymous_reading", True, "Let people who are not signed in read the public corpus."),
        Setting("sign_up", False, "Let people open accounts themselves; administrators add members in any case."),
        Setting("oidc_issuer", "", "Address of an OpenID Connect provider that signs people in; empty: none."),
        Setting("oidc_client", "", "Name of this installation at the OpenID Connect provider."),
        Setting("oidc_secret", "", "Secret of this installation at the OpenID Connect provider."),
        Setting("oidc_trust_email", False, "Count the provider's e-mail addresses as verified, whatever it says."),
        Setting("oidc_name", "OpenID Connect", "What the sign-in button calls the provider."),
        Setting("job_lanes", 1, "Jobs at a time that `zhihang serve` runs beside the one low-priority job; 0: none."),
        Setting("export_days", 7, "Days for which the file of a long export is kept."),
        Setting("upload_folder", "var/uploads", "Folder in which files that are added by page or program are kept."),
        Setting("largest_upload", 4_294_967_296, "Largest size in bytes of the files of one upload together."),
        Setting("upload_days", 30, "Days for which files are kept that an edition took; 0: for ever."),
        Setting("watched_roots", "", "Folders (a:b) below which the operator may have folders watched; empty: none."),
        Setting("watch_quiet", 60, "Seconds for which a file in a watched folder must not change before it is read."),
        Setting("api_rate", 120, "Requests a minute that one access token may make."),
        Setting("api_rate_anonymous", 30, "Requests a minute that one address without a token may make."),
        Setting("debug", False, "Show tracebacks in the browser. Never in production."),
    )
}


def value(name: str, environment: Mapping[str, str] | None = None) -> str | int | float | bool:
    """The value of a setting, in the type of its default.

    >>> value("jobs", {"ZHIHANG_JOBS": "2"})
    2
    """
    setting = SETTINGS[name]
    raw = (os.environ if environment is None else environment).get(setting.variable)
    if raw is None or (raw == "" and not isinstance(setting.default, str)):
        return setting.default
    try:
        if isinstance(setting.default, bool):
            return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[raw.strip().lower()]
        return type(setting.default)(raw)
    except (ValueError, KeyError):
        kind = type(setting.default).__name__
        raise UsageError("SETTING", variable=setting.variable, value=raw, kind=kind) from None


def text_value(name: str) -> str:
    """A setting that is text."""
    return str(value(name))


def number_value(name: str) -> float:
    """A setting that is a number."""
    return float(value(name))
