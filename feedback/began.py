"""When this process began to load the program; a worker that is forked later has what was loaded.

Nothing of ours may be imported before it, or a file could change unseen between the two.
"""

import time

BEGAN = time.time()
