"""The command `guidesheet`, and `python -m guidesheet`."""

import gc
import sys

gc.disable()  # what is imported stays, and looking for circles in it takes a tenth of the time that importing does
from guidesheet.cli import main  # noqa: E402

gc.freeze()
gc.enable()

if __name__ == "__main__":  # the processes that set handouts read this module, too
    sys.exit(main())
