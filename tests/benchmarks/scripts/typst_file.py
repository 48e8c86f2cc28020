"""A typst file to a PDF, by typst's Python binding: `typst_file.py LIBRARIES FONTS SOURCE TARGET`.

It is started without Python's site, which leaves the binding little more to load than typst's own program.
"""

import sys

sys.path.append(sys.argv[1])

import typst  # only now can it be found

typst.compile(sys.argv[3], output=sys.argv[4], font_paths=[sys.argv[2]], ignore_system_fonts=True)
