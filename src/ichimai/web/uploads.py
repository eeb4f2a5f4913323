"""Forms that carry a file: read in memory, never on disk, gone with the answer.

`multipart/form-data` of RFC 7578. The framework's own reading of forms lays larger
files into a folder of the system; what people send here is theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import Request
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import Field, File, FormParser, parse_options_header

from ichimai.errors import Malformed, msgid
from ichimai.web.guards import bounded_body

_LONGEST_FIELD = 200
_MOST_PARTS = 32


@dataclass(frozen=True, slots=True)
class Upload:
    """What a form carried: the text of its fields, and the bytes of its files."""

    texts: Mapping[str, str]
    files: Mapping[str, bytes]

    def __repr__(self) -> str:
        return "Upload(•)"


async def read_upload(request: Request, most: int) -> Upload:
    """The form that *request* sends, of at most *most* bytes, the first of each name.

    Raises:
        Malformed: code `too-large`, or `form` where it is none that can be read.
    """
    body = await bounded_body(request, most)
    kind, options = parse_options_header(request.headers.get("content-type"))
    boundary = options.get(b"boundary", b"")
    if kind != b"multipart/form-data" or not boundary:
        raise _unreadable()
    return _parsed(body, boundary)


def _parsed(body: bytes, boundary: bytes) -> Upload:
    texts: dict[str, str] = {}
    files: dict[str, bytes] = {}
    parts = 0

    def count() -> None:
        nonlocal parts
        parts += 1
        if parts > _MOST_PARTS:
            raise _unreadable()

    def on_field(field: Field) -> None:
        count()
        name = (field.field_name or b"").decode("utf-8", "replace")
        value = (field.value or b"")[:_LONGEST_FIELD]
        texts.setdefault(name, value.decode("utf-8", "replace"))

    def on_file(file: File) -> None:
        count()
        name = (file.field_name or b"").decode("utf-8", "replace")
        file.file_object.seek(0)
        files.setdefault(name, file.file_object.read())
        file.close()

    config = {"MAX_MEMORY_FILE_SIZE": len(body) + 1}
    parser = FormParser(
        "multipart/form-data", on_field, on_file, boundary=boundary, config=config
    )
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise _unreadable() from None
    return Upload(texts, files)


def _unreadable() -> Malformed:
    return Malformed(
        msgid("The form cannot be read."),
        repair=msgid("Open the page here and send it again."),
        code="form",
    )
