"""A chart's SVG as a picture that Word and the PDF can hold."""

import vl_convert

_SCALE = 2.5  # sharp in print at the width of a page


def png(svg: str) -> bytes:
    """The drawing as PNG. Raises ValueError where it is no SVG."""
    return bytes(vl_convert.svg_to_png(svg, scale=_SCALE))
