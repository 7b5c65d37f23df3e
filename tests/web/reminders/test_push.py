"""An empty, signed call to the push service of a browser maker, and to nobody else."""

import base64
import json
import urllib.error
import urllib.request
from email.message import Message

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from opbouw.web.environment import SettingError, Vapid, vapid
from opbouw.web.reminders.push import Outcome, is_service, new_key, signer, wake

ENDPOINT = "https://updates.push.services.mozilla.com/wpush/v2/abc"
SIGNING = signer("AQ" + "A" * 41, "mailto:host@example.org")


def plain(text: str) -> bytes:
    """Bytes from base64url without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.mark.parametrize(
    "endpoint",
    [
        ENDPOINT,
        "https://fcm.googleapis.com/fcm/send/x",
        "https://web.push.apple.com/x",
        "https://db5p.notify.windows.com/w/?token=x",
        "https://fcm.googleapis.com:443/x",
    ],
)
def test_the_services_of_browser_makers_are_known(endpoint: str) -> None:
    assert is_service(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.example.org/x",
        "https://evilfcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://localhost/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com:8443/x",
        "https://fcm.googleapis.com:no/x",
        "file:///etc/passwd",
        "",
    ],
)
def test_no_other_address_is_called(endpoint: str) -> None:
    def call(_request: urllib.request.Request) -> int:
        raise AssertionError("called")

    assert not is_service(endpoint)
    assert wake(SIGNING, endpoint, call) is Outcome.GONE


def test_the_call_carries_nothing_but_the_signature() -> None:
    asked: list[urllib.request.Request] = []

    def call(request: urllib.request.Request) -> int:
        asked.append(request)
        return 201

    assert wake(SIGNING, ENDPOINT, call) is Outcome.SENT
    (request,) = asked
    assert request.get_method() == "POST"
    assert request.data == b""
    assert {name.lower() for name in request.headers} == {"authorization", "ttl", "topic", "urgency", "content-length"}


def test_the_signature_is_that_of_the_key_for_this_service_and_a_short_time() -> None:
    header = SIGNING.header(ENDPOINT, now=1_000_000)
    token, key = (part.split("=", 1)[1] for part in header.removeprefix("vapid ").split(", "))
    head, claims, signature = token.split(".")
    assert json.loads(plain(head)) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(plain(claims)) == {
        "aud": "https://updates.push.services.mozilla.com",
        "exp": 1_043_200,
        "sub": "mailto:host@example.org",
    }
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), plain(key))
    raw = plain(signature)
    shape = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public.verify(shape, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        public.verify(shape, f"{head}.{claims}x".encode(), ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, Outcome.GONE), (410, Outcome.GONE), (429, Outcome.LATER), (500, Outcome.LATER), (301, Outcome.LATER)],
)
def test_a_browser_that_is_gone_is_told_from_a_service_that_is_busy(status: int, outcome: Outcome) -> None:
    def call(_request: urllib.request.Request) -> int:
        raise urllib.error.HTTPError(ENDPOINT, status, "", Message(), None)

    assert wake(SIGNING, ENDPOINT, call) is outcome


def test_a_service_that_cannot_be_reached_is_tried_another_day() -> None:
    def call(_request: urllib.request.Request) -> int:
        raise TimeoutError

    assert wake(SIGNING, ENDPOINT, call) is Outcome.LATER


def test_a_new_key_is_one_the_settings_take() -> None:
    key = new_key()
    env = {"OPBOUW_VAPID_KEY": key, "OPBOUW_VAPID_CONTACT": "mailto:host@example.org"}
    assert vapid(env) == Vapid(key, "mailto:host@example.org")
    assert len(plain(signer(key, "").public)) == 65
    assert new_key() != key


def test_without_a_key_there_are_no_reminders() -> None:
    assert vapid({}) is None


@pytest.mark.parametrize(
    ("key", "contact", "name"),
    [
        ("", "mailto:host@example.org", "OPBOUW_VAPID_KEY"),
        ("short", "mailto:host@example.org", "OPBOUW_VAPID_KEY"),
        ("!" * 43, "mailto:host@example.org", "OPBOUW_VAPID_KEY"),
        (new_key(), "", "OPBOUW_VAPID_CONTACT"),
        (new_key(), "host@example.org", "OPBOUW_VAPID_CONTACT"),
    ],
    ids=["no key", "a short key", "no key at all", "no contact", "no address"],
)
def test_a_setting_that_makes_no_sense_is_refused_by_name(key: str, contact: str, name: str) -> None:
    with pytest.raises(SettingError, match=name):
        vapid({"OPBOUW_VAPID_KEY": key, "OPBOUW_VAPID_CONTACT": contact})
