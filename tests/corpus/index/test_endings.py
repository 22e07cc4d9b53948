"""Words by their ends: the same words as a walk through all of them finds."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.index import endings
from zhihang.corpus.index.endings import Endings, write_endings

FIELD = "ab"


class Searcher:
    """The words of a dictionary, as the engine gives them."""

    def __init__(self, words: set[str]) -> None:
        self.words = sorted(words)

    def terms_with_prefix(self, _field: str, prefix: str, *, limit: int) -> list[tuple[str, int]]:
        return [(word, 1) for word in self.words if word.startswith(prefix)][:limit]


words = st.sets(st.text(alphabet="abé池𠀀ÿ", min_size=1, max_size=4), max_size=40)


@given(words, st.text(alphabet="abé池𠀀ÿ", min_size=1, max_size=3))
def test_all_words_of_an_ending(tmp_path_factory: pytest.TempPathFactory, some: set[str], ending: str) -> None:
    folder = tmp_path_factory.mktemp("index")
    searcher: Any = Searcher(some)
    write_endings(folder, searcher, (FIELD,))
    found = Endings(folder).words(FIELD, ending)
    if some:
        assert found is not None
        assert sorted(found) == sorted(word for word in some if word.endswith(ending))
    else:
        assert found is None


def test_more_words_than_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "FIRST_GUESS", 2)
    searcher: Any = Searcher({"a", "b", "c", "d", "e"})
    assert endings.all_words(searcher, FIELD) == ["a", "b", "c", "d", "e"]


def test_an_ending_of_too_many_words_is_left_to_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endings, "MOST_WORDS", 2)
    write_endings(tmp_path, Searcher({"xa", "ya", "za", "xb"}), (FIELD,))
    known = Endings(tmp_path)
    assert known.words(FIELD, "a") is None
    assert known.words(FIELD, "b") == ["xb"]
    assert known.words(FIELD, "") is None


def test_a_shared_file_is_not_written_over(tmp_path: Path) -> None:
    """Editions share files by hard links; the words of the older one stay."""
    older, newer = tmp_path / "older", tmp_path / "newer"
    for folder, some in ((older, {"xa"}), (newer, {"xa", "ya"})):
        folder.mkdir()
        if folder == newer:
            (newer / f"{FIELD}{endings.SUFFIX}").hardlink_to(older / f"{FIELD}{endings.SUFFIX}")
        write_endings(folder, Searcher(some), (FIELD,))
    assert Endings(older).words(FIELD, "a") == ["xa"]
    assert sorted(Endings(newer).words(FIELD, "a") or []) == ["xa", "ya"]
