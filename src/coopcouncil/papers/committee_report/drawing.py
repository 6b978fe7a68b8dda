"""A chart's SVG as a picture that Word and the PDF can hold."""

from functools import lru_cache

import vl_convert

_SCALE = 2.5  # sharp in print at the width of a page


@lru_cache(maxsize=16)  # Word and the PDF hold the same drawings
def png(svg: str) -> bytes:
    """The drawing as PNG. Raises ValueError where it is no SVG."""
    return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
