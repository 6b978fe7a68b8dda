"""Shapes: reading them, which share a border, and which points lie inside."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.data.places.boundaries import Boundaries, Boundary, place_points, read_boundaries
from coopcouncil.data.places.recognition import PlacesFileError

# Two squares side by side, 0..10 and 10..20 east; the left one has a hole at 4..6. Arc 0 is their common side.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.5], "translate": [0, 0]},
    "arcs": [
        [[20, 0], [0, 20]],  # (10, 0) to (10, 10), delta-encoded in halves
        [[20, 20], [-20, 0], [0, -20], [20, 0]],
        [[8, 8], [4, 0], [0, 4], [-4, 0], [0, -4]],
        [[20, 20], [20, 0], [0, -20], [-20, 0]],
    ],
    "objects": {
        "districts": {
            "type": "GeometryCollection",
            "geometries": [
                {
                    "type": "Polygon",
                    "id": "E07000901",
                    "properties": {"LAD31CD": "E07000901", "LAD31NM": "Westmarch"},
                    "arcs": [[0, 1], [2]],
                },
                {"type": "MultiPolygon", "id": "E07000902", "properties": {}, "arcs": [[[3, -1][::-1]]]},
            ],
        }
    },
}


def write(folder: Path, content: object, name: str = "shapes.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def placed(boundaries: Boundaries, *points: tuple[float, float]) -> list[str | None]:
    x, y = (np.array(values, dtype=np.float64) for values in zip(*points, strict=True))
    return list(place_points(boundaries, x, y))


def test_topology_yields_names_borders_and_holes(tmp_path: Path) -> None:
    found = read_boundaries(write(tmp_path, TOPOLOGY))
    assert [(area.code, area.name) for area in found.areas] == [("E07000901", "Westmarch"), ("E07000902", "E07000902")]
    assert found.borders == {("E07000901", "E07000902")}
    assert placed(found, (1, 1), (5, 5), (15, 5), (25, 5)) == ["E07000901", None, "E07000902", None]


def test_features_of_wards_join_into_their_district(tmp_path: Path) -> None:
    def ward(x: int) -> dict[str, object]:
        square = [[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]
        properties = {"WD25CD": f"E0501{x:04}", "LAD25CD": "E07000903", "LAD25NM": "Eastmarch"}
        return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [square]}}

    found = read_boundaries(write(tmp_path, {"type": "FeatureCollection", "features": [ward(0), ward(3)]}))
    assert [area.name for area in found.areas] == ["Eastmarch"]
    assert placed(found, (0.5, 0.5), (2, 0.5), (3.5, 0.5)) == ["E07000903", None, "E07000903"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ({"type": "Anything"}, "neither TopoJSON nor GeoJSON"),
        ({"type": "Topology", "arcs": [], "objects": {"x": {"geometries": [{"type": "Point"}]}}}, "broken"),
        (
            {
                "type": "FeatureCollection",
                "features": [
                    {
                        "id": "E07000901",
                        "geometry": {
                            "type": "Polygon",
                            "coordinates": [[[540000, 250000], [550000, 250000], [540000, 2]]],
                        },
                    }
                ],
            },
            "not in degrees",
        ),
    ],
)
def test_unusable_shapes_are_told(tmp_path: Path, content: object, says: str) -> None:
    with pytest.raises(PlacesFileError, match=says):
        read_boundaries(write(tmp_path, content))


def test_cut_json_is_told(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text(json.dumps(TOPOLOGY)[:200], encoding="utf-8")
    with pytest.raises(PlacesFileError, match="not whole JSON"):
        read_boundaries(path)


# Corners and points on different grids, so that no point lies on an edge's end, where rounding would decide.
CORNERS = st.integers(-40, 40).map(lambda n: n / 8)
POINTS = st.integers(-48, 48).map(lambda n: n / 8 + 0.01)


@given(
    corners=st.lists(st.tuples(CORNERS, CORNERS), min_size=3, max_size=12),
    points=st.lists(st.tuples(POINTS, POINTS), min_size=1, max_size=30),
)
def test_points_agree_with_a_plain_ray(corners: list[tuple[float, float]], points: list[tuple[float, float]]) -> None:
    ring = np.array([*corners, corners[0]], dtype=np.float64)
    area = Boundary("E07000901", "Somewhere", np.hstack([ring[:-1], ring[1:]]))
    found = placed(Boundaries((area,), frozenset()), *points)
    for (x, y), code in zip(points, found, strict=True):
        crossings = 0
        for (x0, y0), (x1, y1) in itertools.pairwise(ring):
            if (y0 > y) != (y1 > y):
                crossings += x0 + (y - y0) * (x1 - x0) / (y1 - y0) > x
        assert (code is not None) == (crossings % 2 == 1)
