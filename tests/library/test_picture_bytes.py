"""The pictures of records: the very bytes that were delivered, wherever they lay; a clear word where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.picture_corpus import CROSS, TIFF, drawn, grant, picture_folder, write_picture_files, zipped

from zhihang.corpus.building import add
from zhihang.corpus.keeping import prune
from zhihang.corpus.pictures.rendering import rendered
from zhihang.corpus.pictures.store import FILE, PictureStore
from zhihang.errors import NotFound, UsageError
from zhihang.library import Corpus, open_corpus
from zhihang.library.pictures import leading_pictures, pictures, similar_pictures
from zhihang.sources.containers import HEAD

__all__ = ["picture_folder"]


@pytest.fixture(scope="module")
def drawn_corpus(picture_folder: Path) -> Corpus:
    return open_corpus(picture_folder)


@pytest.mark.parametrize(
    ("said", "record", "n", "data", "media_type", "size"),
    [
        ("beside the file, in another case", "US91000101B2", 1, TIFF, "image/tiff", (1200, 1200)),
        ("elsewhere in the same archive", "US91000102B2", 1, CROSS, "image/jpeg", (200, 200)),
        ("a file beside a file", "US91000103B2", 1, drawn("ring"), "image/png", (200, 200)),
        ("inside the record's own file", "NZ-TM-9100001", 1, drawn("ring"), "image/png", (200, 200)),
        ("inside another record's file", "NZ-TM-9100002", 1, drawn("cross"), "image/png", (200, 200)),
    ],
)
def test_the_delivered_bytes(
    drawn_corpus: Corpus, said: str, record: str, n: int, data: bytes, media_type: str, size: tuple[int, int]
) -> None:
    found = drawn_corpus.picture(record, n)
    assert found.data == data, said
    assert (found.media_type, (found.width, found.height)) == (media_type, size)


@pytest.mark.parametrize(
    ("said", "record", "n", "error", "code"),
    [
        ("named, but not delivered", "US91000101B2", 2, NotFound, "PICTURE_FILE"),
        ("vector graphics are not kept", "US91000103B2", 2, NotFound, "PICTURE_FILE"),
        ("a damaged one", "US91000103B2", 3, None, ""),
        ("no such place", "US91000101B2", 3, NotFound, "PICTURE"),
        ("place nought", "US91000101B2", 0, NotFound, "PICTURE"),
        ("no such record", "US1B2", 1, NotFound, "RECORD"),
    ],
)
def test_what_is_not_there(
    drawn_corpus: Corpus, said: str, record: str, n: int, error: type[UsageError] | None, code: str
) -> None:
    if error is None:  # its head is whole: it is told where it is unpacked
        with pytest.raises(UsageError, match="NO_PICTURE"):
            rendered(drawn_corpus.picture(record, n).data)
        return
    with pytest.raises(error) as raised:
        drawn_corpus.picture(record, n)
    assert raised.value.code == code, said


def test_what_records_name_and_which_stands_for_them(drawn_corpus: Corpus) -> None:
    notes = pictures(drawn_corpus, "US91000101B2")
    assert [(each.n, each.file, each.kind, each.is_kept) for each in notes] == [
        (1, "us1-d1.tif", "drawing", True),
        (2, "US1-D2.TIF", "drawing", False),
    ]
    hits = list(drawn_corpus.search("id=*").page(0, 50))
    leading = leading_pictures(drawn_corpus, [(hit.corpus, hit.id) for hit in hits])
    assert {hit.id: leading[hit.corpus, hit.id].n for hit in hits if (hit.corpus, hit.id) in leading} == {
        "US91000101B2": 1, "US91000102B2": 1, "US91000103B2": 1, "NZ-TM-9100001": 1, "NZ-TM-9100002": 1}  # fmt: skip


def test_near_pictures_say_which_of_the_record(drawn_corpus: Corpus) -> None:
    asked = pictures(drawn_corpus, "NZ-TM-9100001")[0].hash
    assert [(each.id, each.n) for each in similar_pictures(drawn_corpus, asked, most=4)] == [("NZ-TM-9100001", 1)]


def test_two_deliveries_of_one_name_are_not_confused(tmp_path: Path) -> None:
    """Each record shows the picture that came with it, though files of both weeks are called alike."""
    for week, number, shape in (("one", "91000111", "ring"), ("two", "91000112", "cross")):
        folder = tmp_path / week / "files"
        folder.mkdir(parents=True)
        (folder / "week.zip").write_bytes(zipped({"D.XML": grant(number, "D1.PNG"), "D1.PNG": drawn(shape)}))
        add(tmp_path / "corpus", [folder], jobs=1)
    corpus = open_corpus(tmp_path / "corpus")
    assert corpus.picture("US91000111B2").data == drawn("ring")
    assert corpus.picture("US91000112B2").data == drawn("cross")


def test_a_corpus_without_kept_pictures_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_KEEP_PICTURES", "no")
    add(tmp_path / "corpus", [write_picture_files(tmp_path / "files")], jobs=1)
    assert not (tmp_path / "corpus" / FILE).exists()
    corpus = open_corpus(tmp_path / "corpus")
    assert [each.is_kept for each in pictures(corpus, "NZ-TM-9100001")] == [False]
    with pytest.raises(NotFound, match="PICTURE_FILE"):
        corpus.picture("NZ-TM-9100001")


def test_pictures_go_with_the_last_edition_that_has_them(tmp_path: Path) -> None:
    first, second = tmp_path / "nz.zip", tmp_path / "us.zip"
    first.write_bytes(zipped({"D.XML": grant("91000111", "D1.PNG"), "D1.PNG": drawn("ring")}))
    add(tmp_path / "corpus", [first], jobs=1)
    second.write_bytes(zipped({"D.XML": grant("91000112", "D1.PNG"), "D1.PNG": drawn("cross")}))
    add(tmp_path / "corpus", [second], jobs=1)
    store = PictureStore(tmp_path / "corpus")
    prune(tmp_path / "corpus", 1)
    assert set(store.named(["nz.zip!D1.PNG", "us.zip!D1.PNG"])) == {"nz.zip!D1.PNG", "us.zip!D1.PNG"}
    kept = store.named(["us.zip!D1.PNG"])["us.zip!D1.PNG"][0]
    store.forget({kept.delivery})
    assert set(store.named(["nz.zip!D1.PNG", "us.zip!D1.PNG"])) == {"us.zip!D1.PNG"}
    assert store.data(kept.sha256) == drawn("cross")


def test_designs_are_compared_by_the_pictures_beside_their_files(tmp_path: Path) -> None:
    """A drawing that lies beside a design's file gets its hash when records are made; one of a patent does not."""
    files = tmp_path / "files"
    files.mkdir()
    for name, shape in (("one", "ring"), ("two", "cross")):
        number = {"one": "D900001", "two": "D900002"}[name]
        (files / f"{name}.zip").write_bytes(
            zipped(
                {
                    "a/X.XML": grant(number, "x-d1.TIF", kind="S1"),
                    "a/X-D1.TIF": drawn(shape, form="TIFF"),
                    "b/other.txt": b"a",
                }
            )
        )
    (files / "three.zip").write_bytes(zipped({"X.XML": grant("91000121", "D1.PNG"), "D1.PNG": drawn("ring")}))
    add(tmp_path / "corpus", [files], jobs=1)
    corpus = open_corpus(tmp_path / "corpus")
    [asked] = pictures(corpus, "USD900001S1")
    assert asked.hash
    assert [each.id for each in similar_pictures(corpus, asked.hash, most=16)] == ["USD900001S1"]
    assert pictures(corpus, "USD900002S1")[0].hash not in ("", asked.hash)
    assert [each.hash for each in pictures(corpus, "US91000121B2")] == [""]


def test_a_picture_longer_than_what_is_looked_at_is_kept_whole(tmp_path: Path) -> None:
    drawing = drawn("ring", size=400, form="TIFF")
    assert len(drawing) > 3 * HEAD
    (tmp_path / "one.zip").write_bytes(zipped({"X.XML": grant("91000131", "D1.TIF"), "D1.TIF": drawing}))
    add(tmp_path / "corpus", [tmp_path / "one.zip"], jobs=1)
    assert open_corpus(tmp_path / "corpus").picture("US91000131B2").data == drawing
