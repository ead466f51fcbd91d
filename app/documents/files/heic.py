"""HEIC, the picture of telephones, as a JPEG: no browser but one shows it, and a JPEG keeps nothing beside the dots."""

from typing import BinaryIO

import pi_heif

from app.documents.files import pictures


def copy_heic(opened: BinaryIO, size: int, into: BinaryIO) -> None:
    """The first picture of the file, upright."""
    pi_heif.register_heif_opener(thumbnails=False, decode_threads=1)
    pictures.copy_jpeg(opened, size, into)
