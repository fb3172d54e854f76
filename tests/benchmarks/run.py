"""Measure and print: `python tests/benchmarks/run.py`, or `run.py columns` for one part."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.benchmarks.report import main

    main()
