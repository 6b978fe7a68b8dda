"""The build of the style sheet."""

from pathlib import Path

import pytest

from coopcouncil.web import build as building
from coopcouncil.web.build import BUILT, LOCK, THEME, BuildError, brand_colour, build


def test_lock_of_packages_holds_hashes_and_no_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    assert "://" not in text
    assert text.count('"integrity": "sha512-') > 5


def test_build_asks_for_a_theme_where_the_folder_has_none(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"holds no _theme\.scss"):
        build(tmp_path)


def test_browser_is_told_the_colour_of_the_theme(tmp_path: Path) -> None:
    theme = tmp_path / "_theme.scss"
    theme.write_text("// $brand-colour: red;\n$brand-text: #fff;\n")
    with pytest.raises(BuildError, match=r"sets no \$brand-colour"):
        brand_colour(tmp_path)
    theme.write_text("// $brand-colour: red;\n$brand-colour : #800080 !default; // purple\n$brand-text: #fff;\n")
    assert brand_colour(tmp_path) == "#800080"


def test_build_says_where_node_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building.importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(BuildError, match="make run"):
        building._node("--version")


@pytest.mark.skipif(not (BUILT / "stamp.json").is_file(), reason="the style sheet has not been built")
def test_build_does_nothing_when_nothing_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    build(THEME)
    monkeypatch.setattr(building, "_node", lambda *words: pytest.fail(f"ran {words}"))
    assert build(THEME) == "The style sheet is up to date."


@pytest.mark.skipif(not (BUILT / "pages.css").is_file(), reason="the style sheet has not been built")
def test_style_sheet_uses_no_font_or_picture_of_gov_uk() -> None:
    style = (BUILT / "pages.css").read_text(encoding="utf-8")
    assert "@font-face" not in style
    assert "GDS Transport" not in style
    assert "crest" not in style
    assert "url(" not in style
