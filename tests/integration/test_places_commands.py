"""The commands `places load`, `places show` and `demo make`, as a person types them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coopcouncil.cli import main


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("a folder with späces")
    assert run("demo", "make", str(folder)).exit_code == 0
    return folder


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def load(council: Path, data: Path, *more: str) -> Result:
    files = [str(path) for path in sorted((council / "places").iterdir())]
    return run("places", "load", *files, *more, "--data", str(data))


def test_demo_make_names_every_file_and_says_that_it_is_invented(tmp_path: Path) -> None:
    result = run("demo", "make", str(tmp_path / "new"))
    assert result.exit_code == 0
    assert "registers/SocietyList.csv" in result.output
    assert "invented" in result.output
    assert (tmp_path / "new" / "payments").is_dir()


def test_demo_make_into_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("x", encoding="utf-8")
    assert run("demo", "make", str(tmp_path / "taken")).exit_code == 2


def test_places_load_then_show_answers_in_names(council: Path, tmp_path: Path) -> None:
    result = load(council, tmp_path)
    assert result.exit_code == 0
    assert "1,620 rows read" in result.output
    shown = run("places", "show", "fenmarsh", "--data", str(tmp_path))
    assert shown.output.splitlines() == [
        "Fenmarsh County Council (E10000901, Eastern Marches)",
        "Inside: Long Drove, Marrowfield, Osterwyke, Saltholme, Wetherdrove",
        "Bordering: Eastwold, Port Averil, Quarrendale, Thornmere",
    ]


def test_places_load_with_one_bad_file_loads_the_rest_and_ends_with_2(council: Path, tmp_path: Path) -> None:
    bad = tmp_path / "not places.csv"
    bad.write_text("<html>Page not found</html>", encoding="utf-8")
    result = load(council, tmp_path / "data", str(bad))
    assert result.exit_code == 2
    assert "not places.csv: this is a web page" in result.output
    assert run("places", "show", "Fenmarsh", "--data", str(tmp_path / "data")).exit_code == 0


@pytest.mark.parametrize(("council_name", "says"), [("Fenmash", "Did you mean"), ("", "No council is called")])
def test_places_show_of_an_unknown_council_ends_with_2(
    council: Path, tmp_path: Path, council_name: str, says: str
) -> None:
    load(council, tmp_path)
    result = run("places", "show", council_name, "--data", str(tmp_path))
    assert result.exit_code == 2
    assert says in result.output


def test_places_show_before_any_load_says_what_to_do(tmp_path: Path) -> None:
    result = run("places", "show", "Fenmarsh", "--data", str(tmp_path))
    assert result.exit_code == 2
    assert "places load" in result.output
