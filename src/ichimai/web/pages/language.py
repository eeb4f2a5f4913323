"""The language that a page's address names."""

from fastapi import Request

from ichimai.errors import NotFound, msgid
from ichimai.texts.language import Language, find_language


def language_of(request: Request) -> Language:
    """The language of the address of *request*.

    Raises:
        NotFound: no catalogue by that segment; the segment is not repeated.
    """
    language = find_language(request.path_params["lang"])
    if language is None:
        raise NotFound(msgid("There is nothing at this address."))
    return language
