"""The first bytes of files that are not taken, and what to say of each."""

from coopcouncil.data.documents.given import AGAIN

OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM_STARTS = (b"MZ", b"\x7fELF", b"\xfe\xed\xfa", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")

_UNPACK = f"Unpack it, put the documents into an ordinary zip, {AGAIN}"
_AS_PICTURE = f"Save it as JPEG or PNG {AGAIN}"
# first bytes -> what such a file is, and what to do instead
REFUSED_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "is a rich text document, which can hide objects", f"Save it as Word (.docx) or PDF {AGAIN}"),
    (b"#!", "is a script", "Leave it out: programs are not taken."),
    (b"%!", "is a PostScript program", f"Save it as PDF {AGAIN}"),
    (b"\x1f\x8b", "is packed with gzip", _UNPACK),
    (b"BZh91AY&SY", "is packed with bzip2", _UNPACK),
    (b"\xfd7zXZ", "is packed with xz", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "is packed with zstd", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "is a 7z archive", _UNPACK),
    (b"Rar!\x1a", "is a RAR archive", _UNPACK),
    (b"PK\x07\x08", "is one part of a zip in several parts", _UNPACK),
    (b"PK\x05\x06", "is a zip that holds no files", "Leave it out."),
    (b"II*\0", "is a TIFF picture", _AS_PICTURE),
    (b"MM\0*", "is a TIFF picture", _AS_PICTURE),
)
