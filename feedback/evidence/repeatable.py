"""The same inputs make the same file: nothing in it says when it was written."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# The first day that a ZIP file can name.
NO_DAY = (1980, 1, 1, 0, 0, 0)


def same_zip(made: bytes) -> bytes:
    """A ZIP file, such as Word's, with the same parts in the same order and no times."""
    written = BytesIO()
    with ZipFile(BytesIO(made)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = ZipInfo(name, NO_DAY)
            part.compress_type = ZIP_DEFLATED
            after.writestr(part, before.read(name))
    return written.getvalue()
