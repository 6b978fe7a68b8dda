"""Places files are told apart by their headings, whatever their names."""

import zipfile
from pathlib import Path

import pytest

from coopcouncil.data.places import PlacesFileError, PlacesKind, recognise

NSPL_2026 = (
    "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,ced25cd,lad26cd,wd26cd,lat,long"
)
NSPL_2024 = "pcd,pcd2,pcds,dointr,doterm,usertype,oseast1m,osnrth1m,osgrdind,oa21,cty,ced,laua,ward,lat,long"
ONSPD_2023 = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,lat,long"


def write(folder: Path, first_line: str, encoding: str = "utf-8") -> Path:
    path = folder / "anything.csv"
    path.write_text(first_line + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize(
    ("headings", "kind", "area"),
    [
        (NSPL_2026, PlacesKind.DIRECTORY, "lad26cd"),
        (NSPL_2024, PlacesKind.DIRECTORY, "laua"),
        (ONSPD_2023, PlacesKind.DIRECTORY, "oslaua"),
        ("Postcode,lat,long", PlacesKind.POSITIONS, None),
        ("postcode,eastings,northings,latitude,longitude,country", PlacesKind.POSITIONS, None),
        ("local-authority-code,official-name,nice-name,gss-code", PlacesKind.AUTHORITIES, "gss-code"),
        ("org_id,name,normalised_name,gss_code", PlacesKind.AUTHORITY_CODES, "gss_code"),
        ("area_code,neighbour_code", PlacesKind.BORDERS, "area_code"),
    ],
)
def test_kind_follows_from_headings(tmp_path: Path, headings: str, kind: PlacesKind, area: str | None) -> None:
    found = recognise(write(tmp_path, headings, encoding="utf-8-sig"))
    assert (found.kind, found.columns.get("area")) == (kind, area)


def test_directory_prefers_the_postcode_with_one_space(tmp_path: Path) -> None:
    assert recognise(write(tmp_path, NSPL_2026)).columns["postcode"] == "pcds"


@pytest.mark.parametrize(
    ("first_line", "says"),
    [
        ("Supplier,Amount,Date", "line 1: .* are not the headings"),
        ("", "is empty"),
        ("PK\x03\x04", "damaged or was cut short"),
        ("%PDF-1.7", "a PDF document"),
        ("<!DOCTYPE html><html>", "a web page"),
    ],
)
def test_other_files_are_refused_in_words(tmp_path: Path, first_line: str, says: str) -> None:
    with pytest.raises(PlacesFileError, match=says):
        recognise(write(tmp_path, first_line))


def test_missing_file_and_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.csv", tmp_path):
        with pytest.raises(PlacesFileError, match="cannot be opened"):
            recognise(path)


def test_zip_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "NSPL.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Data/NSPL.csv", NSPL_2026 + "\n")
    with pytest.raises(PlacesFileError, match="Unpack it"):
        recognise(path)
