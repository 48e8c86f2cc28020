"""What a process of one command leaves until it is used is there when it is used."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

PREPARED = "from maghandout.shortlived import prepare; prepare(); prepare(); import sys; "


def _told(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PREPARED + program], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout.strip()


@pytest.mark.parametrize(
    "program",
    [
        "import pptx; print('http.client' in sys.modules, 'PIL._imaging' in sys.modules)",
        "import reportlab.platypus; print('PIL._imaging' in sys.modules)",
    ],
)
def test_what_hardly_any_build_uses_is_not_loaded(program: str) -> None:
    assert "True" not in _told(program)


@pytest.mark.parametrize(
    "program",
    [
        "import urllib.request; print(urllib.request.Request('file:///a').type == 'file')",
        "from urllib.request import Request; print(Request('file:///a').type == 'file')",
        "from PIL import Image; print(Image.new('L', (2, 3)).size == (2, 3))",
        "import PIL.Image; print(PIL.Image is sys.modules['PIL.Image'] and PIL.Image.MIME is not None)",
        "from PIL.PngImagePlugin import PngImageFile; print(PngImageFile.format == 'PNG')",
    ],
)
def test_it_is_loaded_when_something_of_it_is_asked_for(program: str) -> None:
    assert _told(program) == "True"


def test_what_a_module_lacks_is_told_as_ever() -> None:
    program = (
        "import PIL.Image\ntry:\n    PIL.Image.nothing\nexcept AttributeError as error:\n    print(error)"
    )

    assert _told(program).endswith("module 'PIL.Image' has no attribute 'nothing'")


def test_threads_load_it_once_and_find_all_of_it() -> None:
    program = (
        "import uuid\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(8) as pool:\n"
        "    print(len(set(pool.map(lambda _: uuid.uuid4(), range(64)))))"
    )

    assert _told(program) == "64"


def test_a_pattern_can_be_copied() -> None:
    program = (
        "import copy, reportlab.platypus.paragraph as module; print(type(copy.copy(module.uri_pat)).__name__)"
    )

    assert _told(program) == "Pattern"


def test_patterns_are_compiled_when_they_are_used() -> None:
    program = (
        "import reportlab.platypus.paragraph as module; "
        "print(type(module.uri_pat).__name__, bool(module.uri_pat.match('https://example.org')), "
        "bool(module.uri_pat.match('example')), type(module._hy_pfx_pat.pattern).__name__)"
    )

    assert _told(program) == "_Pattern True False str"


def test_modules_that_such_a_module_imports_have_patterns_of_their_own() -> None:
    program = (
        "import reportlab.platypus.paragraph, html.parser, re; print(type(html.parser.starttagopen).__name__)"
    )

    assert _told(program) == "Pattern"


def test_compiling_is_what_it_was_when_the_module_is_there() -> None:
    assert (
        _told("import re; compile = re.compile; import yaml.reader; print(re.compile is compile)") == "True"
    )


def test_nothing_of_this_touches_a_process_that_lives_on() -> None:
    import reportlab.platypus.paragraph

    assert isinstance(reportlab.platypus.paragraph.uri_pat, re.Pattern)
