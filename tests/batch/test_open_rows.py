"""CSV, NDJSON and Parquet give the same rows, and what is wrong with one stays with that row."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from maghandout.batch.open_rows import open_rows
from maghandout.batch.rows import LONGEST_LINE, Row
from maghandout.errors import BatchError
from tests.batch.tables import read_all


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rows"


def _problem(path: Path) -> str:
    with pytest.raises(BatchError) as caught:
        read_all(path)
    return str(caught.value).replace(f"{path.parent}/", "")


class TestCsv:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t"])
    def test_the_first_line_shows_what_parts_the_columns(self, file: Path, delimiter: str) -> None:
        lines = ["name,dose", '"Ann, Lee",1']
        file.write_text("\n".join(lines).replace(",", delimiter), encoding="utf-8")

        assert read_all(file) == (("name", "dose"), [Row(1, (f"Ann{delimiter} Lee", "1"))])

    def test_the_mark_of_a_spreadsheet_and_spaces_are_no_part_of_a_name(self, file: Path) -> None:
        file.write_bytes("\ufeffname , dose\r\nŁucja,1\r\n".encode())

        assert read_all(file) == (("name", "dose"), [Row(1, ("Łucja", "1"))])

    def test_empty_lines_are_no_rows_and_a_line_break_may_stand_in_quotes(self, file: Path) -> None:
        file.write_text('name,dose\n\n"a\nb",1\n\nc,2\n', encoding="utf-8")

        assert read_all(file)[1] == [Row(1, ("a\nb", "1")), Row(2, ("c", "2"))]

    def test_a_row_that_is_no_csv_keeps_its_text_and_the_next_goes_on(self, file: Path) -> None:
        file.write_text('name,dose\n"a"b,1\nc,2\n', encoding="utf-8")

        problem = "no CSV in line 2: see its quotation marks"
        assert read_all(file)[1] == [Row(1, ('"a"b,1\n',), problem), Row(2, ("c", "2"))]

    def test_a_quotation_mark_that_never_closes_names_all_lines_that_it_takes(self, file: Path) -> None:
        file.write_text('name,dose\na,1\n"b,2\nc,3\n', encoding="utf-8")

        problem = "no CSV in lines 3 to 4: see its quotation marks"
        assert read_all(file)[1] == [Row(1, ("a", "1")), Row(2, ('"b,2\nc,3\n',), problem)]

    def test_a_row_that_is_not_utf8_keeps_its_bytes(self, file: Path) -> None:
        file.write_bytes(b"name,dose\nJos\xe9,1\nAnn,2\n")

        assert read_all(file)[1] == [Row(1, ("Jos\udce9", "1"), "no UTF-8 in line 2"), Row(2, ("Ann", "2"))]

    def test_rows_that_were_rejected_have_the_numbers_that_they_had(self, file: Path) -> None:
        file.write_text("row,reason,name\n17,some,Ann\nx,some,Bea\n", encoding="utf-8")

        columns, rows = read_all(file)

        assert columns == ("name",)
        assert rows == [Row(17, ("Ann",)), Row(2, ("Bea",), "no number in the column 'row'")]


class TestNdjson:
    def test_the_first_object_names_the_columns_and_numbers_stay_as_written(self, file: Path) -> None:
        file.write_text(
            '{"name": "Ann", "dose": 1.50}\n\n{"dose": 12345678901234567890, "x": 1}\n', encoding="utf-8"
        )

        assert read_all(file) == (
            ("name", "dose"),
            [Row(1, ("Ann", "1.50")), Row(2, (None, "12345678901234567890"))],
        )

    @pytest.mark.parametrize("value", ["null", "true", "[1]", '{"a": 1}', '"\\ud800"'])
    def test_what_is_no_text_is_no_value(self, file: Path, value: str) -> None:
        file.write_text(f'{{"name": {value}}}\n', encoding="utf-8")

        assert read_all(file)[1] == [Row(1, (None,))]

    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b"{", "no JSON"),
            (b"[" * 100_000, "no JSON"),
            (b"[1]", "no JSON object"),
            (b'{"name": "Jos\xe9"}', "no UTF-8"),
        ],
    )
    def test_a_line_that_is_no_object_is_a_row_with_a_problem(
        self, file: Path, line: bytes, problem: str
    ) -> None:
        file.write_bytes(b'{"name": "a"}\n' + line + b'\n{"name": "b"}\n')

        assert read_all(file)[1] == [Row(1, ("a",)), Row(2, (), problem), Row(3, ("b",))]


class TestParquet:
    def test_texts_numbers_and_days_are_text_and_the_rest_is_no_value(self, file: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow")
        import datetime

        from pyarrow import parquet

        columns = {
            "name": ["Ann", None],
            "dose": [1, 2],
            "date": [datetime.date(2026, 1, 2)] * 2,
            "ok": [True] * 2,
        }
        parquet.write_table(pyarrow.table(columns), file)

        assert read_all(file) == (
            ("name", "dose", "date", "ok"),
            [Row(1, ("Ann", "1", "2026-01-02", None)), Row(2, (None, "2", "2026-01-02", None))],
        )

    def test_the_share_is_that_of_the_rows(self, file: Path) -> None:
        pyarrow = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        parquet.write_table(pyarrow.table({"name": ["a", "b", "c", "d"]}), file)

        with open_rows(str(file)) as table:
            shares = [table.share() for _ in table.rows]

        assert shares == [0.25, 0.5, 0.75, 1.0]

    def test_a_damaged_file_is_told(self, file: Path) -> None:
        file.write_bytes(b"PAR1 and no more")

        assert _problem(file) == "rows: is a damaged Parquet file"


class TestAnyFile:
    def test_standard_input_is_told_by_its_first_character(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for text in ("name\nAnn\n", json.dumps({"name": "Ann"})):
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

            with open_rows("-") as table:
                assert (table.columns, list(table.rows), table.share()) == (
                    ("name",),
                    [Row(1, ("Ann",))],
                    None,
                )

    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "rows:1: no line that names the columns"),
            (b"\n", "rows:1: no line that names the columns"),
            (b"name,dose,name\n", "rows:1: the column 'name' stands there twice"),
            (
                "name\n".encode("utf-16"),
                "rows:1: is UTF-16, expected UTF-8\n  hint: save it as 'CSV UTF-8' in the spreadsheet",
            ),
            (b'[{"name": 1}]', "rows:1: is a JSON array, expected one JSON object a line"),
            (b"{}", "rows:1: an empty object, expected an object that names the columns"),
            (b"{x", "rows:1: no JSON, expected an object that names the columns"),
            (
                b"name\n" + b"a" * LONGEST_LINE,
                f"rows:2: a line of more than {LONGEST_LINE} bytes, expected a row",
            ),
            (
                b'{"name": 1}\n' + b" " * LONGEST_LINE,
                f"rows:2: a line of more than {LONGEST_LINE} bytes, expected a row",
            ),
        ],
    )
    def test_what_is_no_table_is_told(self, file: Path, data: bytes, problem: str) -> None:
        file.write_bytes(data)

        assert _problem(file) == problem

    def test_a_missing_file_is_told(self, file: Path) -> None:
        assert _problem(file) == "rows: cannot be read: No such file or directory"

    def test_rows_are_read_as_they_are_asked_for(self, file: Path) -> None:
        file.write_text("name\n" + "Ann\n" * 100_000, encoding="utf-8")

        with open_rows(str(file)) as table:
            next(table.rows)
            share = table.share()

        assert share is not None
        assert 0 < share < 0.5
