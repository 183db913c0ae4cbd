"""`python -m guidesheet`"""

import sys

from guidesheet.cli import main

sys.exit(main())
