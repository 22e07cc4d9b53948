"""What the first reader would wait for, done before: the public edition opened, rules loaded, pages made once.

Each worker does it when it starts, and again soon after another edition was switched to, in a thread of its own beside
its requests: readers of the edition before are not disturbed, and nobody waits for an edition to open.
"""

from __future__ import annotations

import gc
import io
import logging
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Thread
from typing import Any, Final

from zhihang import config
from zhihang.errors import ZhihangError
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.editions.opening import opened
from zhihang.library import Corpus
from zhihang.rules.record_history import history_of
from zhihang.rules.status import status
from zhihang.text.tokens import tokens_with_offsets
from zhihang.web.production import allowed_hosts

logger = logging.getLogger("zhihang.warming")
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

OFTEN: Final = 5.0
"""Seconds between two looks at which edition is current."""
_FACETS: Final = ("right", "cc", "pd", "kind")
_PAGES: Final = ("/search", "/search/explanation?q=id%3D*", "/search/form", "/corpus")


def keep_warm(application: Application, stopped: Event) -> None:
    """Until stopped: warm what a reader of the current edition asks for, each edition once."""
    warmed = ""
    while True:
        try:
            warmed = warm(application, warmed)
        except (ZhihangError, OSError):  # no corpus yet, or one that another version wrote: its pages say so
            logger.debug("nothing to warm", exc_info=True)
        if stopped.wait(OFTEN):
            return


def start_warming(application: Application) -> Event:
    """Keep this process warm; the event stops it."""
    stopped = Event()
    Thread(target=keep_warm, args=(application, stopped), name="warming", daemon=True).start()
    return stopped


def warm(application: Application, warmed: str = "") -> str:
    """Warm the current public edition unless it is the one `warmed`; its id. Raises NotFound, CorpusOutdated."""
    public = Place(PUBLIC, "", Path(config.text_value("corpus")))
    current = public.opened().current().id
    if current == warmed:
        return current
    corpus = Corpus([opened(public, current)])
    tokens_with_offsets("\u96fb\u00e9")  # loads the tables and patterns that marked words need
    result = corpus.search("id=*")
    result.facets(_FACETS)
    pages = list(_PAGES)
    for row in result.page(0, 1, "ti"):
        status(history_of(corpus.record(row.id)))
        pages.append(f"/records/{row.id}")
    for page in pages:
        _ask(application, page)
    _set_aside()
    return current


def _set_aside() -> None:
    """Let collections of garbage pass over what stays: looking through it took 130 ms of every tenth search page."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


def _ask(application: Application, page: str) -> None:
    """One page as a browser would ask for it; what it answers is the reader's concern."""
    path, _, query = page.partition("?")
    host = allowed_hosts()[0].lstrip(".")
    environment = {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost" if host == "*" else host, "HTTP_X_FORWARDED_PROTO": "https",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True, "wsgi.multiprocess": True, "wsgi.run_once": False,
    }  # fmt: skip
    answer = application(environment, lambda *said: None)
    for _ in answer:
        pass
    if close := getattr(answer, "close", None):
        close()
