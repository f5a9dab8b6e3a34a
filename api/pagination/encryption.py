"""Encrypts short texts: the same text in the same context gives the same ciphertext, and a changed one is refused.

This is SIV mode (Rogaway and Shrimpton, “Deterministic Authenticated-Encryption”, 2006): the tag of context and
text is also the initialisation vector of the stream that hides the text. Both are made with HMAC-SHA-256, under
two keys derived from SECRET_KEY. Why not AES: docs/decisions/0015-cursors.md.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from hmac import compare_digest, digest

from django.utils.crypto import salted_hmac

TAG_LENGTH = 16
BLOCK_LENGTH = 32


def encrypt(text: str, *, purpose: str, context: str) -> str:
    """The ciphertext in the alphabet of URLs; only as long as the text and the tag."""
    content = text.encode()
    tag = _tag(content, purpose, context)
    return _encode(tag + _hidden(content, tag, purpose))


def decrypt(ciphertext: str, *, purpose: str, context: str) -> str | None:
    """The text; None unless exactly this was encrypted for this purpose, in this context, under this SECRET_KEY."""
    try:
        sealed = urlsafe_b64decode(ciphertext + "=" * (-len(ciphertext) % 4))
    except (Error, ValueError):
        return None
    if _encode(sealed) != ciphertext:
        return None  # base64 can write the same bytes differently
    tag, hidden = sealed[:TAG_LENGTH], sealed[TAG_LENGTH:]
    content = _hidden(hidden, tag, purpose)
    return content.decode() if compare_digest(tag, _tag(content, purpose, context)) else None


def _tag(content: bytes, purpose: str, context: str) -> bytes:
    """The tag of context and content; the length of the context says where it ends."""
    around = context.encode()
    message = len(around).to_bytes(8, "big") + around + content
    return digest(_key(f"{purpose} tag"), message, "sha256")[:TAG_LENGTH]


def _hidden(content: bytes, tag: bytes, purpose: str) -> bytes:
    """The content combined with the stream that starts from the tag; twice gives the content again."""
    key = _key(f"{purpose} stream")
    blocks = range(-(-len(content) // BLOCK_LENGTH))
    stream = b"".join(digest(key, tag + number.to_bytes(4, "big"), "sha256") for number in blocks)
    return bytes(one ^ other for one, other in zip(content, stream, strict=False))


def _key(salt: str) -> bytes:
    return salted_hmac(salt, "", algorithm="sha256").digest()


def _encode(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
