"""A process that lives for one command, and is not to spend half of that on getting ready.

It collects no garbage, and leaves alone what libraries load or compile as they are imported and hardly any
command uses. Whoever uses it all the same finds it as ever, a moment later.
"""

from __future__ import annotations

import gc
import re
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from threading import RLock
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.abc import Loader
else:
    Loader = object  # the true one loads half of what the command line does

_MODULES = frozenset({"PIL.Image", "ipaddress", "msgspec.inspect", "urllib.request", "uuid"})
"""For pictures, addresses and the like; what imports them may never use them."""
_PATTERNS = frozenset({"pikepdf.models.metadata._constants", "reportlab.platypus.paragraph", "yaml.reader"})
"""Modules whose regular expressions take as long to compile as a page to draw, and are for rare cases."""
_COMPILE = re.compile


def prepare() -> None:
    """Make this process one that lives for one command, before it imports what it needs for that."""
    gc.disable()
    if _FINDER not in sys.meta_path:
        sys.meta_path.insert(0, _FINDER)


class _Finder:
    """Finds modules that are to be loaded in a way of their own."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        way = _Later if name in _MODULES else _WithoutPatterns if name in _PATTERNS else None
        spec = PathFinder.find_spec(name, path, target) if way else None
        if way and spec and spec.loader:
            spec.loader = way(spec.loader)
        return spec


_FINDER = _Finder()


class _Own(Loader):
    """A loader in place of a module's own."""

    def __init__(self, own: Loader) -> None:
        self._own = own

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._own.create_module(spec)


class _Later(_Own):
    """Loads a module when something of it is asked for (PEP 562).

    `importlib.util.LazyLoader` is meant for this, but before Python 3.12 `import` itself asks for something.
    """

    def __init__(self, own: Loader) -> None:
        super().__init__(own)
        self._lock = RLock()
        self._is_begun = False

    def exec_module(self, module: ModuleType) -> None:
        def load_for(attribute: str) -> object:
            if attribute.startswith("__"):  # what the import system looks for
                raise AttributeError(attribute)
            with self._lock:
                if not self._is_begun:
                    self._load(module)
            if attribute in module.__dict__:
                return module.__dict__[attribute]
            its_own = module.__dict__.get("__getattr__", load_for)
            if its_own is load_for:
                raise AttributeError(f"module {module.__name__!r} has no attribute {attribute!r}")
            return its_own(attribute)

        module.__dict__["__getattr__"] = load_for

    def _load(self, module: ModuleType) -> None:
        """Load the module; meanwhile it has what it has so far, as ever."""
        self._is_begun = True
        try:
            self._own.exec_module(module)
        except BaseException:
            self._is_begun = False
            raise


class _WithoutPatterns(_Own):
    """Loads a module whose regular expressions are compiled when they are used."""

    def exec_module(self, module: ModuleType) -> None:
        def compile_later(pattern: str, flags: int = 0) -> object:
            is_its_own = sys._getframe(1).f_globals is module.__dict__  # it may import others
            return _Pattern(pattern, flags) if is_its_own else _COMPILE(pattern, flags)

        re.compile = compile_later  # type: ignore[assignment]  # it is typed by overloads
        try:
            self._own.exec_module(module)
        finally:
            re.compile = _COMPILE


class _Pattern:
    """Stands for a pattern until something of it is asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = pattern, flags

    def __reduce__(self) -> tuple[object, ...]:
        return _COMPILE, self._source

    def __getattr__(self, name: str) -> object:
        found = self.__dict__[name] = getattr(_COMPILE(*self._source), name)
        return found
