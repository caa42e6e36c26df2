"""Whether a published percentage can be true of a whole number of people."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal


def impossible_percentage(percent: Decimal | int, base: int) -> bool:
    """Say whether no whole count out of `base` gives `percent` when it is rounded.

    Only rounding is allowed for: cutting the decimals off would let 53% of 26 through.
    """
    wanted = Decimal(percent)
    step = Decimal(1).scaleb(min(int(wanted.as_tuple().exponent), 0))
    # A half may have been rounded up, or to the even neighbour as some software does.
    return not any(
        (Decimal(100 * count) / base).quantize(step, rounding) == wanted
        for count in range(base + 1 if base else 0)
        for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN)
    )
