"""`python -m tangentlike`."""

import sys

from tangentlike.cli import main

if __name__ == "__main__":
    sys.exit(main())
