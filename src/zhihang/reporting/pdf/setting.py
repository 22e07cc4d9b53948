"""Setting the chunks of a report: data in, pages out, both on disk; the type setter is another process."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from zhihang.errors import UsageError
from zhihang.reporting.blocks import Document
from zhihang.reporting.fonts import FontSet

FEET_OF_A_CHUNK: Final = 1_000
CHUNKS_OF_A_PROCESS: Final = 2
"""Chunks after which another process sets on: about 150 MB each are not given back."""

_REGIONS: Final = {"zh": "CN", "en": "US"}


class Setter:
    """Sets chunks of one report. Everything it writes lies in `folder`. Raises UsageError `SETTING` where it fails."""

    def __init__(self, document: Document, fonts: FontSet, folder: Path) -> None:
        self._document = document
        self._fonts = fonts
        self._folder = folder
        self._process: subprocess.Popen[str] | None = None
        self._chunks = 0
        for name in ("page.typ", "foot.typ"):
            (folder / name).write_bytes((resources.files("zhihang.reporting.pdf") / name).read_bytes())

    def __enter__(self) -> Setter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._end()

    def pages(self, blocks: list[dict[str, Any]], *, is_cover: bool = False, has_entries: bool = False) -> Path:
        """The PDF of some blocks. `has_entries`: the running head names the record of the page."""
        said = {"title": self._document.title, "running": self._document.running}
        return self._set("page.typ", {**said, "cover": is_cover, "parts": has_entries, "blocks": blocks})

    def feet(self, words: list[str]) -> list[Path]:
        """Pages that hold nothing but their numbers in words."""
        chunks = (words[first : first + FEET_OF_A_CHUNK] for first in range(0, len(words), FEET_OF_A_CHUNK))
        return [self._set("foot.typ", {"words": chunk}) for chunk in chunks]

    def _set(self, template: str, content: dict[str, Any]) -> Path:
        self._chunks += 1
        name = f"chunk-{self._chunks}"
        data, output = self._folder / f"{name}.json", self._folder / f"{name}.pdf"
        data.write_text(json.dumps(self._common() | content, ensure_ascii=False), "utf-8")
        order = {"root": str(self._folder), "template": template, "data": data.name, "output": output.name}
        self._ask(order | {"created": int(self._document.created.timestamp())})
        data.unlink()
        if self._chunks % CHUNKS_OF_A_PROCESS == 0:
            self._end()
        return output

    def _common(self) -> dict[str, Any]:
        language, fonts = self._document.language, self._fonts
        stacks = {"latin": fonts.latin, "code": fonts.code, "families": fonts.families}
        return {"lang": language, "region": _REGIONS[language], **stacks}

    def _ask(self, order: dict[str, Any]) -> None:
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise UsageError("SETTING", room="reporting", reason="no pipe")
        try:
            process.stdin.write(json.dumps(order) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except BrokenPipeError:
            line = ""
        answer = json.loads(line) if line else f"typst {process.wait()}"
        if answer:
            raise UsageError("SETTING", room="reporting", reason=answer)

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            command = [sys.executable, "-P", "-m", "zhihang.reporting.pdf.typesetting", *self._fonts.folders]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
            )
        return self._process

    def _end(self) -> None:
        """Let the process go; it ends when nobody orders any more."""
        if self._process is not None:
            process, self._process = self._process, None
            with process:
                if process.stdin is not None:
                    process.stdin.close()
