"""Kill PostgreSQL's primary while families answer, as `make bench-replica` does, and count.

Each row is one story: two servers on this machine, Heard on both, eight families at a time, kill -9
of the primary, its standby promoted, and the same families going on.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.crash.failover import Failover, fail_over

HEAD = (
    "What",
    "Thanked before and after",
    "Lost",
    "Twice",
    "Promoted after",
    "Next thanks after",
    "Posts a second before",
    "Open pages that failed",
)


@dataclass(frozen=True)
class Story:
    """How the two servers stand to each other, and what happens to the line between them."""

    words: str
    is_synchronous: bool
    cuts: bool


STORIES = (
    Story("the primary waits for its standby", is_synchronous=True, cuts=False),
    Story("the same, the line cut a second before", is_synchronous=True, cuts=True),
    Story("control: it waits for nobody, the line cut", is_synchronous=False, cuts=True),
)


def row(story: Story, found: Failover) -> Sequence[str]:
    """One story as the table shows it."""
    return (
        story.words,
        f"{found.thanked_before:,} + {found.thanked_after:,}",
        f"{found.lost:,}",
        f"{found.doubled:,}",
        f"{found.seconds_to_promote:.1f} s",
        f"{found.seconds_without:.1f} s",
        f"{found.posts_a_second:,.0f}",
        f"{found.open_pages_failed:,}",
    )


def main() -> None:
    """Tell each story as often as asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--times", type=int, default=3)
    asked.add_argument("--families", type=int, default=500)
    chosen = asked.parse_args()
    print("| " + " | ".join(HEAD) + " |", "|---" * len(HEAD) + "|", sep="\n", flush=True)
    for story in STORIES:
        for _time in range(chosen.times):
            with TemporaryDirectory(prefix="heard-replica-") as folder:
                found = fail_over(
                    Path(folder),
                    is_synchronous=story.is_synchronous,
                    families=chosen.families,
                    cuts=story.cuts,
                )
            print("| " + " | ".join(row(story, found)) + " |", flush=True)


if __name__ == "__main__":
    main()
