"""The few pieces of DER that this house writes and reads itself (ITU-T X.690)."""

from ichimai.crypto.refuted import CertificateRefuted

_SEQUENCE = 0x30
_BIT_STRING = 0x03
_UTF8_STRING = 0x0C
_INTEGER = b"\x02"
_VERSION = b"\xa0"
_NEGATIVE = b"\x80"
_SHORT_LENGTH = 0x80
_LONGEST_LENGTH = 4

RSA_WITH_SHA256 = bytes.fromhex("300d06092a864886f70d01010b0500")
"""AlgorithmIdentifier of RFC 4055 section 5, with its NULL."""

ECDSA_WITH_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
"""AlgorithmIdentifier of RFC 5758 section 3.2, without parameters."""


def sequence(*parts: bytes) -> bytes:
    """A SEQUENCE of these encoded parts."""
    return _element(_SEQUENCE, b"".join(parts))


def bit_string(content: bytes) -> bytes:
    """A BIT STRING of whole bytes."""
    return _element(_BIT_STRING, b"\x00" + content)


def utf8_string(text: str) -> bytes:
    """A UTF8String."""
    return _element(_UTF8_STRING, text.encode())


def utf8_text(element: bytes) -> str | None:
    """The text of a whole UTF8String, or None for anything else."""
    try:
        text = element[element_header(element) :].decode()
    except (CertificateRefuted, UnicodeDecodeError):
        return None
    return text if utf8_string(text) == element else None


def element_header(element: bytes) -> int:
    """How many bytes tag and length of *element* take.

    Raises:
        CertificateRefuted: `malformed`; the header is cut short or not in DER.
    """
    if len(element) < 2:  # noqa: PLR2004 -- a tag and a length
        raise CertificateRefuted("malformed")
    first = element[1]
    more = first - _SHORT_LENGTH
    if more < 0:
        return 2
    if not 1 <= more <= _LONGEST_LENGTH or len(element) < 2 + more:
        raise CertificateRefuted("malformed")
    return 2 + more


def positive_serial(certificate: bytes) -> bool:
    """Whether the serial number of an X.509 certificate is positive (RFC 5280 4.1.2.2).

    Raises:
        CertificateRefuted: `malformed`; the bytes end before the serial number.
    """
    signed = certificate[element_header(certificate) :]
    fields = signed[element_header(signed) :]
    if fields[:1] == _VERSION:
        fields = fields[_length(fields) :]
    serial = fields[element_header(fields) : _length(fields)]
    return fields[:1] == _INTEGER and serial[:1] < _NEGATIVE and any(serial)


def _length(element: bytes) -> int:
    header = element_header(element)
    if header == 2:  # noqa: PLR2004 -- the short form
        return header + element[1]
    return header + int.from_bytes(element[2:header])


def _element(tag: int, content: bytes) -> bytes:
    length = len(content)
    if length < _SHORT_LENGTH:
        return bytes([tag, length]) + content
    octets = length.to_bytes(-(-length.bit_length() // 8))
    return bytes([tag, _SHORT_LENGTH | len(octets)]) + octets + content
