"""A template and its values to text: Jinja2 in a sandbox, strict and escaping.

The only module that imports jinja2. It knows nothing of what the text means.
"""

from __future__ import annotations

import functools
import marshal
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePath

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.loaders import BaseLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from maghandout import cache
from maghandout.diagnostics import Origin, did_you_mean
from maghandout.errors import TemplateError
from maghandout.hashes import sha256_of
from maghandout.inputs import tools_hash
from maghandout.project import Project
from maghandout.textfile import read_text
from maghandout.yamlfile import Mapping as YamlMapping
from maghandout.yamlfile import Scalar, parse

__all__ = ["Markup", "Templates", "Words"]


_KIND = "templates"
_STRINGS = Origin("templates/strings")


class _Loader(BaseLoader):
    """Loads templates from the layers of a project, the user's first."""

    def __init__(self, project: Project) -> None:
        self.texts: dict[str, tuple[str, str]] = {}
        """Path and text of every template loaded so far, by name."""
        self._project = project

    def get_source(self, environment: object, template: str) -> tuple[str, str | None, Callable[[], bool]]:  # noqa: ARG002
        if ".." in PurePath(template).parts or PurePath(template).is_absolute():
            raise TemplateNotFound(template)  # it would leave the folder of templates
        for file in self._project.each("templates", template):
            text = read_text(file.path, file.shown)
            self.texts[template] = (file.shown, text)
            return text, file.shown, lambda: True
        raise TemplateNotFound(template)


class _Compiled(BytecodeCache):
    """Keeps what templates were compiled to, as Python keeps modules: for this user and program alone.

    What jinja2 would write holds a pickle, so only the code is kept.
    """

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket where its template was compiled before."""
        if code := cache.recall(_KIND, self._key(bucket), bytes):
            bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a bucket that was filled."""
        cache.keep(_KIND, self._key(bucket), marshal.dumps(bucket.code))

    def _key(self, bucket: Bucket) -> str:
        return sha256_of([tools_hash(), bucket.key, bucket.checksum])


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox that finds out once for each type which attributes a template may use."""

    def __init__(self, loader: BaseLoader) -> None:
        super().__init__(
            loader=loader,
            bytecode_cache=_Compiled(),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Tell whether a template may use it, which hangs on type and name alone."""
        known = type(obj), attr
        if known not in self._safe:
            self._safe[known] = super().is_safe_attribute(obj, attr, value)
        return self._safe[known]


class Words(Mapping[str, str]):
    """The fixed words of a language; a missing or malformed one is an error that names its file."""

    def __init__(self, words: Mapping[str, str], origin: Origin) -> None:
        self._words = words
        self._origin = origin

    def __getitem__(self, key: str) -> str:
        if key not in self._words:
            raise TemplateError.at(self._origin, f"the words {key!r} are missing")
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def fill(self, key: str, **values: object) -> str:
        """Return words with their `{braces}` filled in.

        Raises:
            TemplateError: they are missing, or ask for what is not there.
        """
        try:
            return self[key].format(**values)
        except (LookupError, ValueError, AttributeError) as error:
            message = f"the words {key!r} cannot be filled in: {error}"
            raise TemplateError.at(self._origin, message) from error


class Templates:
    """The templates of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._loader = _Loader(project)
        self._environment = _Environment(self._loader)

    def render(self, name: str, values: Mapping[str, object]) -> str:
        """Render a template.

        Raises:
            TemplateError: it is missing, malformed, or fails; with the template's line.
        """
        try:
            return self._environment.get_template(name).render(values)
        except TemplateNotFound as error:
            names = [file.path.name for file in self._project.files("templates", "*.j2")]
            hint = did_you_mean(str(error), names)
            raise TemplateError.at(Origin(f"templates/{error}"), "template not found", hint) from error
        except TemplateSyntaxError as error:
            raise TemplateError.at(self._origin(error.filename, error.lineno), f"{error.message}") from error
        except RecursionError as error:
            raise TemplateError.at(self.origin(name), "the template includes itself without end") from error
        except (JinjaError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
            raise TemplateError.at(self._failing_line(error, name), f"the template fails: {error}") from error

    def origin(self, name: str) -> Origin:
        """Return the place of a template, loaded or not."""
        path, _ = self._loader.texts.get(name, (f"templates/{name}", ""))
        return Origin(path)

    def find(self, pattern: str) -> Origin | None:
        """Return the first line in the loaded templates that matches a regular expression."""
        for path, text in self._loader.texts.values():
            if found := re.search(pattern, text):
                return Origin(path, text.count("\n", 0, found.start()) + 1)
        return None

    def words(self, language: str, asked: Origin = _STRINGS) -> Words:
        """Return the fixed words of templates in a language, asked for somewhere.

        `en-US` falls back to `en`.

        Raises:
            TemplateError: there are none in that language.
        """
        for name in (language, language.partition("-")[0]):
            for file in self._project.each("templates", f"strings/{name}.yaml"):
                return Words(_words(read_text(file.path, file.shown), file.shown), Origin(file.shown))
        folders = (folder.path / "strings" for folder in self._project.folders("templates"))
        known = sorted({path.stem for folder in folders for path in folder.glob("*.yaml")})
        hint = f"languages: {', '.join(known)}"
        raise TemplateError.at(asked, f"no words in the language {language!r}", hint)

    def _origin(self, filename: str | None, line: int) -> Origin:
        return Origin(filename or "templates", line)

    def _failing_line(self, error: BaseException, name: str) -> Origin:
        """Return the innermost template line of a traceback."""
        shown = {path for path, _ in self._loader.texts.values()}
        found = self.origin(name)
        trace = error.__traceback__
        while trace:
            path = trace.tb_frame.f_code.co_filename
            if path in shown:
                found = Origin(path, trace.tb_lineno)
            trace = trace.tb_next
        return found


@functools.lru_cache(maxsize=16)  # one for all topics
def _words(text: str, path: str) -> Mapping[str, str]:
    tree = parse(text, path)
    entries = tree.entries if isinstance(tree, YamlMapping) else ()
    return {key.value: value.value for key, value in entries if isinstance(value, Scalar)}
