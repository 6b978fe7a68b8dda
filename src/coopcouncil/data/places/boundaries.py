"""Boundaries of districts: read from TopoJSON or GeoJSON, borders from shared arcs, points placed by ray casting.

TopoJSON is read as its specification sets out (github.com/topojson/topojson-specification, sections 2.1.2 and 2.1.4):
arcs are delta-encoded when there is a transform, and a negative index means the arc of its complement, reversed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coopcouncil.data.places.recognition import PlacesFileError, read_json

Floats = NDArray[np.float64]
_DEGREES = 180.0
_CELLS_AT_ONCE = 4_000_000  # edges times points held in memory at a time: about 100 MB


@dataclass(frozen=True, slots=True)
class Boundary:
    """One area's outline: `edges` has shape (n, 4), each row x0, y0, x1, y1 in degrees, holes and islands included."""

    code: str
    name: str
    edges: Floats


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Every outline of one file, and which areas share a border (each pair once, lower code first)."""

    areas: tuple[Boundary, ...]
    borders: frozenset[tuple[str, str]]


def read_boundaries(path: Path) -> Boundaries:
    """Read district boundaries in degrees of longitude and latitude.

    Borders come from arcs that two areas share, so only TopoJSON yields them. Raises PlacesFileError when the file
    holds no areas with a local authority's GSS code.
    """
    raw = read_json(path)
    readers = {"Topology": _read_topology, "FeatureCollection": _read_features}
    reader = readers.get(str(raw.get("type")))
    if reader is None:
        raise PlacesFileError(f"{path} is JSON but neither TopoJSON nor GeoJSON. Give a file of district boundaries.")
    try:
        found = reader(raw)
    except (KeyError, IndexError, TypeError, ValueError):
        raise PlacesFileError(
            f"{path} holds shapes that are broken or that name no local authority. Give boundaries of districts."
        ) from None
    if any(len(area.edges) and np.abs(area.edges).max() > _DEGREES for area in found.areas):
        raise PlacesFileError(
            f"{path} is not in degrees (perhaps the National Grid). Give it as longitude and latitude."
        )
    return found


def _read_topology(raw: dict[str, Any]) -> Boundaries:
    arcs = _decode_arcs(raw)
    areas: list[Boundary] = []
    users: dict[int, set[str]] = {}
    for layer in raw["objects"].values():
        for geometry in layer["geometries"]:
            code, name = _code_and_name(geometry)
            rings = list(_rings(geometry["type"], geometry.get("arcs", [])))
            for index in (i for ring in rings for i in ring):
                users.setdefault(index if index >= 0 else ~index, set()).add(code)
            lines = [np.concatenate([arcs[i] if i >= 0 else arcs[~i][::-1] for i in ring]) for ring in rings]
            areas.append(Boundary(code, name, _edges(lines)))
    borders = {(one, other) for codes in users.values() for one in codes for other in codes if one < other}
    return Boundaries(tuple(areas), frozenset(borders))


def _decode_arcs(raw: dict[str, Any]) -> list[Floats]:
    arcs = [np.asarray(arc, dtype=np.float64)[:, :2] for arc in raw["arcs"]]
    transform = raw.get("transform")
    if not transform:
        return arcs
    scale, translate = np.asarray(transform["scale"]), np.asarray(transform["translate"])
    return [arc.cumsum(axis=0) * scale + translate for arc in arcs]


def _read_features(raw: dict[str, Any]) -> Boundaries:
    areas: dict[str, tuple[str, list[Floats]]] = {}
    for feature in raw["features"]:
        code, name = _code_and_name(feature)
        geometry = feature["geometry"]
        rings = [
            np.asarray(ring, dtype=np.float64)[:, :2] for ring in _rings(geometry["type"], geometry["coordinates"])
        ]
        areas.setdefault(code, (name, []))[1].extend(rings)
    found = (Boundary(code, name, _edges(rings)) for code, (name, rings) in areas.items())
    return Boundaries(tuple(found), frozenset())


def _code_and_name(feature: dict[str, Any]) -> tuple[str, str]:
    """The GSS code and name of the local authority: properties such as LAD13CD and LAD13NM, else the feature's id."""
    properties = feature.get("properties") or {}
    code = next((v for k, v in properties.items() if re.fullmatch(r"LAD\d\dCD", k.upper())), feature.get("id"))
    name = next((v for k, v in properties.items() if re.fullmatch(r"LAD\d\dNM", k.upper())), code)
    if not re.fullmatch(r"[EWSN]\d{8}", str(code)):
        raise ValueError(code)
    return str(code), str(name)


def _rings(kind: str, parts: list[Any]) -> Iterator[list[Any]]:
    if kind == "Polygon":
        yield from parts
    elif kind == "MultiPolygon":
        for polygon in parts:
            yield from polygon
    elif parts:
        raise ValueError(kind)


def _edges(lines: list[Floats]) -> Floats:
    pieces = [np.hstack([line[:-1], line[1:]]) for line in lines if len(line) > 1]
    return np.concatenate(pieces) if pieces else np.empty((0, 4))


def place_points(boundaries: Boundaries, longitudes: Floats, latitudes: Floats) -> NDArray[np.object_]:
    """The code of the area that each point lies in, or None where it lies in none; arrays of one length.

    Ray casting by the even-odd rule: a point is inside when a ray to the east crosses the outline an odd number of
    times, so holes and islands need no special case.
    """
    found = np.full(len(longitudes), None, dtype=object)
    for area in boundaries.areas:
        if not len(area.edges):
            continue
        west, east = area.edges[:, [0, 2]].min(), area.edges[:, [0, 2]].max()
        south, north = area.edges[:, [1, 3]].min(), area.edges[:, [1, 3]].max()
        near = (longitudes >= west) & (longitudes <= east) & (latitudes >= south) & (latitudes <= north)
        candidates = np.flatnonzero(near)
        inside = _inside(area.edges, longitudes[candidates], latitudes[candidates])
        found[candidates[inside]] = area.code
    return found


def _inside(edges: Floats, x: Floats, y: Floats) -> NDArray[np.bool_]:
    at_once = max(1, _CELLS_AT_ONCE // len(edges))
    pieces = [_crossings(edges, x[n : n + at_once], y[n : n + at_once]) for n in range(0, len(x), at_once)]
    return np.concatenate(pieces) % 2 == 1 if pieces else np.zeros(0, dtype=bool)


def _crossings(edges: Floats, x: Floats, y: Floats) -> NDArray[np.int64]:
    x0, y0, x1, y1 = (edges[:, n, None] for n in range(4))
    spans = (y0 > y) != (y1 > y)
    with np.errstate(divide="ignore", invalid="ignore"):  # level edges divide by nought, and never span
        crossing = x0 + (y - y0) * (x1 - x0) / (y1 - y0)
    return np.asarray(np.count_nonzero(spans & (crossing > x), axis=0), dtype=np.int64)
