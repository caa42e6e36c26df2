"""A compiled page is the same page, and only its stamp differs from visitor to visitor."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.respond import nonce
from feedback.respond.compiled import (
    MARK,
    CompiledPage,
    compile_page,
    compile_with_as_much_as_fits,
)

NOW = datetime(2026, 5, 4, 12, 34, 56, tzinfo=UTC)
KEYS = ("a key of our own, long enough to be one", "the key before it, kept for a while")

text = st.text(alphabet=st.characters(codec="utf-8"), max_size=3000).filter(
    lambda found: MARK not in found
)


@given(head=text, tail=text)
def test_what_is_unpacked_is_what_was_written(head: str, tail: str) -> None:
    page = compile_page(head + MARK + tail)
    stamp = nonce.new_stamp(KEYS[0], now=NOW)

    assert page.plain(stamp).decode() == head + stamp + tail
    assert gzip.decompress(page.gzipped(stamp)) == page.plain(stamp)


@pytest.mark.parametrize("times", [9000, 30_000])
def test_a_long_repeating_page_still_unpacks(times: int) -> None:
    page = compile_page("<p>the same words " * times + MARK + "<p>the same words " * times)
    stamp = nonce.new_stamp(KEYS[0], now=NOW)

    assert gzip.decompress(page.gzipped(stamp)) == page.plain(stamp)
    assert len(page.gzipped(stamp)) < times // 3


def test_a_wrong_checksum_would_be_noticed() -> None:
    page = compile_page(f"before {MARK} after")
    broken = CompiledPage(**{**vars(page), "head_checksum": page.head_checksum ^ 1})

    with pytest.raises((gzip.BadGzipFile, zlib.error)):
        gzip.decompress(broken.gzipped(nonce.new_stamp(KEYS[0], now=NOW)))


def test_a_page_leaves_out_extras_until_it_is_small() -> None:
    page = compile_with_as_much_as_fits(lambda number: MARK + noise(number), 3)

    stamp = nonce.new_stamp(KEYS[0], now=NOW)
    assert page.plain(stamp).decode() == stamp + noise(1)


def test_a_page_that_is_large_without_extras_is_made_all_the_same() -> None:
    assert compile_with_as_much_as_fits(lambda _number: MARK + noise(4), 0).tail_size


def noise(number: int) -> str:
    """So many pieces of some 10,000 letters that cannot be packed to half."""
    return "".join(hashlib.sha256(b"%d" % one).hexdigest() for one in range(160 * number))


@pytest.mark.parametrize("html", ["no place", f"{MARK} two {MARK}"])
def test_a_page_needs_exactly_one_place_for_the_stamp(html: str) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        compile_page(html)


def test_a_stamp_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="length"):
        compile_page(MARK).gzipped("short")


def test_a_stamp_is_read_with_this_key_or_an_older_one() -> None:
    old = nonce.read_stamp(nonce.new_stamp(KEYS[1], now=NOW), KEYS)

    assert old is not None
    assert old.opened_at == NOW.replace(second=0)


@given(st.text(max_size=80))
def test_nobody_elses_stamp_is_read(forged: str) -> None:
    assert nonce.read_stamp(forged, KEYS) is None


def test_a_changed_stamp_is_not_ours() -> None:
    stamp = nonce.new_stamp(KEYS[0], now=NOW)
    for place in range(0, len(stamp), 5):
        other = "A" if stamp[place] != "A" else "B"
        assert nonce.read_stamp(stamp[:place] + other + stamp[place + 1 :], KEYS) is None


def test_a_receipt_is_found_however_it_is_typed() -> None:
    stamp = nonce.read_stamp(nonce.new_stamp(KEYS[0], now=NOW), KEYS)
    assert stamp is not None
    receipt = stamp.receipt
    spoken = receipt.replace("O", "0").replace("I", "1").lower().replace("-", " ")

    assert nonce.receipt_hash(receipt) == nonce.receipt_hash(spoken) is not None
    assert nonce.receipt_hash(receipt[:-1]) is None
    assert nonce.receipt_hash("") is None
