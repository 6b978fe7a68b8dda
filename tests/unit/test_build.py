"""The build of the style sheet."""

import json
from pathlib import Path

import pytest

from coopcouncil.web import build as building
from coopcouncil.web.build import (
    BUILT,
    LOCK,
    THEME,
    BuildError,
    brand_colour,
    build,
    check_theme,
    council_name,
    theme_folder,
)


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


def test_theme_may_name_the_council(tmp_path: Path) -> None:
    theme = tmp_path / "_theme.scss"
    theme.write_text("$brand-colour: red;\n")
    assert council_name(tmp_path) == ""
    theme.write_text('$council-name: "Example Council"; // in the header\n$brand-colour: red;\n')
    assert council_name(tmp_path) == "Example Council"


def test_theme_that_the_settings_name_is_built_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COOPCOUNCIL_THEME", raising=False)
    assert theme_folder() == THEME
    check_theme()
    monkeypatch.setenv("COOPCOUNCIL_THEME", str(tmp_path))
    assert theme_folder() == tmp_path
    with pytest.raises(BuildError, match=r"holds no _theme\.scss"):
        check_theme()


def test_theme_other_than_the_one_built_is_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "_theme.scss").write_text("$brand-colour: red;\n")
    stamp = tmp_path / "stamp.json"
    monkeypatch.setenv("COOPCOUNCIL_THEME", str(theme))
    monkeypatch.setattr(building, "STAMP", stamp)
    with pytest.raises(BuildError, match="was not built from"):
        check_theme()
    stamp.write_text(json.dumps(building._stamp(theme)))
    check_theme()
    (theme / "logo.svg").write_text("<svg/>")
    with pytest.raises(BuildError, match="was not built from"):
        check_theme()
