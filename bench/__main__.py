"""Measures everything in this folder that has a ``run``, each in a process of its own."""

import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

FOLDER = Path(__file__).parent


def found() -> list[str]:
    """What can be measured, by name."""
    return sorted(
        file.stem for file in FOLDER.glob("*.py") if "\ndef run() -> None:" in file.read_text()
    )


def main(names: list[str]) -> int:
    """Measure ``names``, all if there are none; the exit status is 1 if one of them failed."""
    there = found()
    if unknown := [name for name in names if name not in there]:
        print(f"There is no {', '.join(unknown)} here; there is: {', '.join(there)}")
        return 2
    if len(names) == 1:
        import_module(f"bench.{names[0]}").run()
        return 0
    failed = [name for name in names or there if not measured(name)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}")
    return int(bool(failed))


def measured(name: str) -> bool:
    """Whether one could be measured to its end."""
    print(f"\n## {name}", flush=True)
    began = time.perf_counter()
    ended = subprocess.run([sys.executable, "-m", "bench", name], check=False)
    print(f"\n{name} took {time.perf_counter() - began:.0f} s.", flush=True)
    return ended.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
