"""Pictures on pages: images in three sizes, written anew; what is missing is said; nobody sees another house's."""

from __future__ import annotations

import html
import io
import re
import shutil
from pathlib import Path

import PIL.Image
import pytest
from django.test import Client
from tests.picture_corpus import picture_folder
from tests.workspace.conftest import SignedIn, World, _quick_passwords, signed_in, world

from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.selectors import place
from zhihang.information.corpora.services import make_corpus

__all__ = ["_quick_passwords", "picture_folder", "signed_in", "world"]

DESIGN = "/records/US91000101B2"


@pytest.fixture
def pictured(picture_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The public corpus is the one with pictures."""
    monkeypatch.setenv("ZHIHANG_CORPUS", str(picture_folder))


def opened(data: bytes) -> PIL.Image.Image:
    return PIL.Image.open(io.BytesIO(data))


@pytest.mark.usefixtures("pictured")
class TestPages:
    @pytest.mark.parametrize(("size", "side"), [("small", 96), ("middle", 320), ("full", 1200)])
    def test_a_tiff_is_served_as_png(self, client: Client, size: str, side: int) -> None:
        answer = client.get(f"{DESIGN}/pictures/1/{size}.png")
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        shown = opened(answer.content)
        assert (shown.format, max(shown.size)) == ("PNG", side)
        assert answer["X-Content-Type-Options"] == "nosniff"

    def test_what_an_address_names_is_kept_for_good_and_not_sent_twice(self, client: Client) -> None:
        page = client.get(DESIGN).content.decode()
        address = html.unescape(re.findall(r'<img src="([^"]+)"', page)[0])
        first = client.get(address)
        assert first["Cache-Control"] == "private, max-age=31536000, immutable"
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = client.get(re.sub(r"v=\w+", "v=000000000000", address))
        assert "immutable" not in other["Cache-Control"]

    def test_the_record_shows_its_figures_and_names_what_is_missing(self, client: Client) -> None:
        page = client.get(DESIGN).content.decode()
        assert page.count("<img ") == 1
        assert "1 picture is named by the source and was not delivered" in page
        assert "US1-D2.TIF" in page

    def test_the_page_of_a_picture_leads_on_and_to_its_like(self, client: Client) -> None:
        page = client.get("/records/US91000103B2/pictures/1").content.decode()
        assert "Figure 1: drawing" in page
        assert "200 × 200 px" in page
        assert 'rel="next"' in page
        answer = client.get("/records/NZ-TM-9100001/pictures/1/similar")
        assert answer.status_code == 302
        found = client.get(answer["Location"]).content.decode()
        assert "NZ-TM-9100001" in found
        assert "NZ-TM-9100002" not in found

    def test_a_damaged_picture_is_a_crossed_field_and_a_word(self, client: Client) -> None:
        answer = client.get("/records/US91000103B2/pictures/3/middle.png")
        assert (answer.status_code, opened(answer.content).size) == (200, (96, 96))
        assert "ETag" not in answer
        page = client.get("/records/US91000103B2/pictures/3").content.decode()
        assert "This picture cannot be shown" in page
        assert "full.png" not in page

    @pytest.mark.parametrize("address", [
        f"{DESIGN}/pictures/2/small.png", f"{DESIGN}/pictures/9/small.png", f"{DESIGN}/pictures/0",
        "/records/US1B2/pictures/1/small.png", f"{DESIGN}/pictures/1/huge.png", f"{DESIGN}/pictures/2",
    ])  # fmt: skip
    def test_what_is_not_there_is_said(self, client: Client, address: str) -> None:
        assert client.get(address).status_code == 404

    def test_vector_graphics_are_never_served(self, client: Client) -> None:
        page = client.get("/records/US91000103B2").content.decode()
        assert "evil.svg" in page
        assert client.get("/records/US91000103B2/pictures/2/full.png").status_code == 404


HIDDEN = ["/pictures/1/small.png", "/pictures/1/full.png", "/pictures/1", "/pictures/1/similar"]


class TestWalls:
    @pytest.fixture(autouse=True)
    def theirs(
        self, world: World, picture_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> PrivateCorpus:
        """A corpus with pictures that another house licensed."""
        monkeypatch.setenv("ZHIHANG_PRIVATE_CORPORA", str(tmp_path / "corpora"))
        row = make_corpus(world.actor("outsider"), "Licensed designs")
        shutil.copytree(picture_folder, place(world.actor("outsider"), str(row.pk)).folder, dirs_exist_ok=True)
        return row

    @pytest.mark.parametrize("rest", HIDDEN)
    def test_only_who_reads_the_corpus_sees_its_pictures(self, signed_in: SignedIn, rest: str) -> None:
        assert signed_in("outsider").get(DESIGN + rest).status_code in (200, 302)
        for person in ("member", "administrator", "operator"):
            assert signed_in(person).get(DESIGN + rest).status_code == 404
        assert Client().get(DESIGN + rest).status_code == 404

    def test_naming_the_edition_opens_nothing(self, signed_in: SignedIn, picture_folder: Path) -> None:
        edition = (picture_folder / "CURRENT").read_text("ascii").strip()
        address = f"{DESIGN}/pictures/1/small.png?edition={edition}"
        assert signed_in("outsider").get(address).status_code == 200
        assert signed_in("administrator").get(address).status_code == 404
