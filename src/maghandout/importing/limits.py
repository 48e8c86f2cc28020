"""How much of an untrusted file is read: bytes, unpacked bytes, pages, words, memory and time.

Readers of formats that others invented run in a process of their own, which is ended when it takes too long
or too much memory. Nothing there asks the network for anything; `tests/importing` holds that.
"""

from __future__ import annotations

import importlib
import io
import multiprocessing
import signal
import sys
import zipfile
from multiprocessing.connection import Connection
from pathlib import Path
from typing import BinaryIO

from maghandout.diagnostics import Origin
from maghandout.errors import ArticleError, HandoutError
from maghandout.importing.article import Article, words_of

MEGABYTE = 1024 * 1024
MOST_BYTES = 20 * MEGABYTE
"""For a DOCX or PDF, which may hold pictures."""
MOST_TEXT_BYTES = 4 * MEGABYTE
"""For plain text, Markdown and HTML."""
MOST_UNPACKED_BYTES = 100 * MEGABYTE
MOST_PARTS = 2000
MOST_PAGES = 200
MOST_WORDS = 60_000
"""An article; a book of 200 pages has as many."""
LONGEST_WORD = 2000
"""Letters; the longest web addresses have as many."""
MOST_SECONDS = 20.0
MOST_MEMORY_BYTES = 1024 * MEGABYTE


def read_bytes(path: Path, shown: str) -> bytes:
    """Read a file that may be an article.

    Raises:
        ArticleError: it is missing, a folder, no regular file, unreadable or too large.
    """
    try:
        if path.exists() and not path.is_file():
            message = "is a folder, expected a file" if path.is_dir() else "not a regular file"
            raise ArticleError.at(Origin(shown), message)
        with path.open("rb") as stream:
            return read_stream(stream, shown)
    except FileNotFoundError as error:
        raise ArticleError.at(Origin(shown), "file not found") from error
    except OSError as error:
        raise ArticleError.at(Origin(shown), f"cannot be read: {error.strerror or error}") from error


def read_stream(stream: BinaryIO, shown: str) -> bytes:
    """Read what a stream holds, and never more than a little beyond the limit."""
    data = stream.read(MOST_BYTES + 1)
    ensure_size(data, MOST_BYTES, shown)
    return data


def ensure_size(data: bytes, most: int, shown: str) -> None:
    """Raise for a file with more bytes than are read, or none."""
    if not data:
        raise ArticleError.at(Origin(shown), "the file is empty")
    if len(data) > most:
        message = f"too large: more than the {most // MEGABYTE} MB that are read of such a file"
        raise ArticleError.at(Origin(shown), message, "import the article alone, without pictures")


def ensure_unpacked_size(data: bytes, shown: str) -> None:
    """Raise for a ZIP that unfolds into too much; `zipfile` itself never reads beyond the declared size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise ArticleError.at(Origin(shown), f"a damaged ZIP file: {error}") from error
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES:
        message = f"unpacks into {len(parts)} parts with {unpacked // MEGABYTE} MB"
        hint = f"at most {MOST_PARTS} parts with {MOST_UNPACKED_BYTES // MEGABYTE} MB are read"
        raise ArticleError.at(Origin(shown), message, hint)


def ensure_length(article: Article, shown: str) -> None:
    """Raise for an article without words, with too many, or with one that is none."""
    all_words = [word for block in article.blocks for word in words_of(block).split()]
    words = len(all_words)
    if not words:
        raise ArticleError.at(Origin(shown), "no words of an article found")
    if (longest := max(map(len, all_words))) > LONGEST_WORD:
        raise ArticleError.at(Origin(shown), f"no article: it holds {longest} letters without a space")
    if words > MOST_WORDS:
        message = f"too long: {words} words, at most {MOST_WORDS} are read"
        raise ArticleError.at(Origin(shown), message, "import one chapter at a time")


def read_apart(module: str, data: bytes, shown: str, seconds: float = MOST_SECONDS) -> Article:
    """Call `read(data, shown)` of a reader's module in a process of its own.

    Raises:
        ArticleError: the reader's own, or that it took too long, too much memory, or broke.
    """
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(module, data, shown, sender), daemon=True)
    process.start()
    sender.close()
    try:
        if not receiver.poll(seconds):
            message = f"takes more than {seconds:g} seconds to read"
            raise ArticleError.at(Origin(shown), message, "save the article as plain text and import that")
        answer = receiver.recv()
    except EOFError as error:
        raise ArticleError.at(Origin(shown), "cannot be read: the reader broke off") from error
    finally:
        process.kill()
        process.join()
        receiver.close()
    if isinstance(answer, HandoutError):
        raise answer
    assert isinstance(answer, Article)
    return answer


def _serve(module: str, data: bytes, shown: str, sender: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    sender.send(_answer(module, data, shown))
    sender.close()


def _answer(module: str, data: bytes, shown: str) -> Article | HandoutError:
    """Return what the reader gives; a damaged file makes its library raise whatever it likes."""
    try:
        article: Article = importlib.import_module(module).read(data, shown)
        ensure_length(article, shown)
    except HandoutError as error:
        return error
    except MemoryError:
        message = f"takes more than {MOST_MEMORY_BYTES // MEGABYTE} MB of memory to read"
        return ArticleError.at(Origin(shown), message)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return ArticleError.at(Origin(shown), f"cannot be read: {reason}", "the file may be damaged")
    return article


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MOST_MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(MOST_MEMORY_BYTES, hard)
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
