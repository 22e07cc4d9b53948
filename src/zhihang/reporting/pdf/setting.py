"""Setting a chunk of a report by typst: data in, pages out, on disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import typst

from zhihang.reporting.blocks import Document
from zhihang.reporting.fonts import FontSet

_REGIONS = {"zh": "CN", "en": "US"}


@dataclass(slots=True)
class Setter:
    """Sets chunks of one report. Everything it writes lies in `folder`."""

    document: Document
    fonts: FontSet
    folder: Path
    chunks: int = 0

    def __post_init__(self) -> None:
        for name in ("page.typ", "foot.typ"):
            (self.folder / name).write_bytes((resources.files("zhihang.reporting.pdf") / name).read_bytes())

    def pages(self, blocks: list[dict[str, Any]], *, is_cover: bool = False, has_entries: bool = False) -> Path:
        """The PDF of some blocks. `has_entries`: the running head names the record of the page."""
        content = {
            "title": self.document.title,
            "running": self.document.running,
            "cover": is_cover,
            "parts": has_entries,
            "blocks": blocks,
        }
        return self._set("page.typ", content)

    def feet(self, words: list[str]) -> Path:
        """Pages that hold nothing but their numbers in words."""
        return self._set("foot.typ", {"words": words})

    def _set(self, template: str, content: dict[str, Any]) -> Path:
        self.chunks += 1
        language = self.document.language
        common = {
            "lang": language,
            "region": _REGIONS[language],
            "latin": self.fonts.latin,
            "code": self.fonts.code,
            "families": self.fonts.families,
        }
        data, output = self.folder / f"chunk-{self.chunks}.json", self.folder / f"chunk-{self.chunks}.pdf"
        data.write_text(json.dumps(common | content, ensure_ascii=False), "utf-8")
        typst.compile(
            str(self.folder / template),
            str(output),
            root=str(self.folder),
            font_paths=self.fonts.fonts,
            format="pdf",
            sys_inputs={"chunk": data.name},
            timestamp=self.document.created.replace(microsecond=0),
            pdf_tags=False,
        )
        data.unlink()
        return output
