"""`python -m guidesheet`"""

import sys

from guidesheet.cli import main

if __name__ == "__main__":  # the processes that set handouts read this module, too
    sys.exit(main())
