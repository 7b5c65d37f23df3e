"""Texts are packed for browsers that take it; what is packed already is left alone."""

import gzip

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
PACKED = {"accept-encoding": "gzip"}


def body(address: str, **headers: str) -> tuple[str, bytes]:
    """How an answer travels, and its bytes."""
    response = Client().get(address, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
    return response.get("Content-Encoding", ""), content


@pytest.mark.parametrize(
    "address", ["/static/ui/base.css", "/static/ui/sprite.svg", "/service-worker.js", "/app.nl.webmanifest"]
)
def test_a_text_travels_packed_and_says_the_same(address: str) -> None:
    (packed, small), (plain, whole) = body(address, **PACKED), body(address)
    assert (packed, plain) == ("gzip", "")
    assert gzip.decompress(small) == whole
    assert len(small) < len(whole) * 0.7


@pytest.mark.parametrize(
    "address", ["/static/ui/fonts/figtree-latin-wght-normal.woff2", "/static/offline/icon-512.png"]
)
def test_what_is_packed_already_is_left_alone(address: str) -> None:
    assert body(address, **PACKED) == body(address)
