"""Waking a browser by Web Push with an empty message: the push service learns that something was sent, no word of it.

The browser then asks this server, over its own log-in, what to show. The call is signed as VAPID asks (RFC 8292); an
empty message needs no encryption (RFC 8291). Only the push services of the browser makers are called, so that a made-up
address cannot have this server call another machine.
"""

import base64
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

SERVICES = ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
PATIENCE_S = 10
KEEP_S = 4 * 3600  # a phone that is off this long does not get it any more
TOKEN_S = 12 * 3600  # at most a day by RFC 8292
GONE = frozenset({404, 410})
Call = Callable[[urllib.request.Request], int]


class Outcome(Enum):
    """What came of waking a browser."""

    SENT = "sent"
    GONE = "gone"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Signer:
    """The key this server signs with, and where a push service can reach its host."""

    key: ec.EllipticCurvePrivateKey
    contact: str

    @property
    def public(self) -> str:
        """The public key as a browser wants it."""
        shape = serialization.PublicFormat.UncompressedPoint
        return _plain(self.key.public_key().public_bytes(serialization.Encoding.X962, shape))

    def header(self, endpoint: str, now: float) -> str:
        """The signature for one push service."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(now) + TOKEN_S, "sub": self.contact}
        head = {"typ": "JWT", "alg": "ES256"}
        text = ".".join(_plain(json.dumps(one, separators=(",", ":")).encode()) for one in (head, claims))
        r, s = decode_dss_signature(self.key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"vapid t={text}.{_plain(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}, k={self.public}"


def signer(private: str, contact: str) -> Signer:
    """A signer from a key as `vapid_key` prints it. Raises `ValueError` for one that is no key."""
    raw = base64.urlsafe_b64decode(private + "=" * (-len(private) % 4))
    if len(raw) != 32:
        raise ValueError("a key of 32 bytes is needed")
    return Signer(ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1()), contact)


def new_key() -> str:
    """A fresh private key, to be put in OPBOUW_VAPID_KEY."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _plain(number.to_bytes(32, "big"))


def is_service(endpoint: str) -> bool:
    """Whether an address is one of the browser makers' push services."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    known = any(host == name or host.endswith(f".{name}") for name in SERVICES)
    return parts.scheme == "https" and known and port in {None, 443} and "@" not in parts.netloc


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


def _call(request: urllib.request.Request) -> int:
    opener = urllib.request.build_opener(_NoRedirect())
    with opener.open(request, timeout=PATIENCE_S) as answer:
        return int(answer.status)


def wake(signing: Signer, endpoint: str, call: Call = _call) -> Outcome:
    """Wake one browser. An address that is no push service, or is not known there any more, is gone."""
    if not is_service(endpoint):
        return Outcome.GONE
    headers = {
        "Authorization": signing.header(endpoint, time.time()),
        "TTL": str(KEEP_S),
        "Topic": "opbouw",  # a newer one takes the place of one that did not arrive
        "Urgency": "normal",
        "Content-Length": "0",
    }
    request = urllib.request.Request(endpoint, data=b"", headers=headers, method="POST")
    try:
        status = call(request)
    except urllib.error.HTTPError as refused:
        return Outcome.GONE if refused.code in GONE else Outcome.LATER
    except OSError:
        return Outcome.LATER
    return Outcome.SENT if 200 <= status < 300 else Outcome.LATER


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
