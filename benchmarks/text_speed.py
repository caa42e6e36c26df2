"""How fast the shipped reader is and how much memory it takes, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Sequence

from analysis.tone_reader.model import FILE

# Where scikit-learn is installed TextBlob loads it; nothing that serves has it, so it is hidden.
PROGRAM = """
import json, sys, time
from pathlib import Path
sys.modules["sklearn"] = None
rows = json.load(sys.stdin)
start = time.perf_counter()
from analysis.tone import read_tone
read_tone("warm up", question_kind="nonspecific", language="en")
loaded = time.perf_counter() - start
times = []
begin = time.process_time()
for text, kind in rows:
    one = time.perf_counter()
    read_tone(text, question_kind=kind, language="en")
    times.append(time.perf_counter() - one)
spent = time.process_time() - begin
times.sort()
# The kernel's own figure: getrusage would count the process that started this one.
status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
print(json.dumps({
    "loaded": loaded, "rate": len(rows) / spent,
    "median": times[len(times) // 2], "slow": times[int(len(times) * 0.99)],
    "memory": int(status["VmHWM"].split()[0]) / 1024,
}))
"""


def measure(rows: Sequence[tuple[str, str]]) -> str:
    """Return one sentence of figures."""
    done = subprocess.run(  # noqa: S603 -- our own program
        [sys.executable, "-c", PROGRAM],
        input=json.dumps(list(rows)),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return (
        f"Speed: {found['rate']:,.0f} comments a second of processor time on one core"
        f" (median {found['median'] * 1000:.1f} ms, 99% under {found['slow'] * 1000:.1f} ms);"
        f" first reading after {found['loaded']:.1f} s; {found['memory']:.0f} MB resident at most;"
        f" model file {FILE.stat().st_size / 1000:,.0f} kB."
    )
