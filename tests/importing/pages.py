"""Five kinds of page, made for the tests: a blog with ads, an FAQ, a guideline, a leaflet, a PDF."""

from __future__ import annotations

import io

import docx
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

BLOG = """\
<!DOCTYPE html>
<html lang="en"><head>
<meta charset="utf-8">
<title>Seed Crackers for Busy Days | Oat and Spoon</title>
<meta name="author" content="Ada Miller">
<meta property="og:site_name" content="Oat and Spoon">
<meta property="article:published_time" content="2025-03-09T08:00:00Z">
<link rel="canonical" href="https://example.org/seed-crackers">
<link rel="stylesheet" href="http://127.0.0.1:9/style.css">
<script src="http://127.0.0.1:9/track.js"></script>
<script>document.write("<p>Written by a script.</p>")</script>
</head><body class="has-sidebar">
<header><nav><ul><li>Home</li><li>Recipes</li></ul></nav></header>
<div class="cookie-banner">We use cookies to count visits. <button>Accept all</button></div>
<main>
<article>
<h1>Seed Crackers for Busy Days</h1>
<p class="byline">By Ada Miller</p>
<p>This post may contain affiliate links.</p>
<div class="ad-slot">Try PowerMag now, 50% off!</div>
<p>These crackers bake in 25 minutes. One batch makes about 40.</p>
<img src="http://127.0.0.1:9/cracker.png" alt="Crackers">
<h2>What you need</h2>
<ul><li>1½ cups pumpkin seeds</li><li>2 tbsp oil<ul><li>Olive oil works well</li></ul></li></ul>
<div class="share-buttons"><a href="#">Tweet</a></div>
<h2>How to bake</h2>
<ol><li>Heat the oven to 350 °F.</li><li>Mix all, and press it flat.</li></ol>
<p>Each piece gives 30 mg of magnesium.<sup>1</sup> It keeps for 10<sup>3</sup> minutes<br>or more.</p>
<p hidden>Secret words.</p>
<p style="display: none">More secret words.</p>
<h3>You may also like</h3>
<ul><li>Nut Bread</li><li>Bean Dip</li></ul>
<h2>Notes</h2>
<p>Store them dry.</p>
</article>
<aside>About Ada: she bakes.</aside>
</main>
<section id="comments"><p>Lovely, I ate all 40!</p></section>
<footer>© 2025 Oat and Spoon. All rights reserved.</footer>
</body></html>
"""

FAQ = """\
<html><head><title>Sleep clinic: questions we hear</title></head><body>
<div id="breadcrumbs">Home &gt; Sleep &gt; Questions</div>
<div class="page"><div class="content">
<h1>Questions we hear</h1>
<p>Our nurses answer these each week.</p>
<h2>How long should I try it?</h2>
<p>Try it for 4 weeks. Then tell us how you sleep.</p>
<h2>Can I take it with my other pills?</h2>
<p>Ask your pharmacist first. Some pills need a gap of 2 to 4 hours.</p>
<dl><dt>Does it make me tired?</dt><dd>It should not.</dd></dl>
<h2>Sources</h2>
<ol><li>A trial of sleep habits. <a href="https://doi.org/10.1000/xyz123">Read it</a></li></ol>
<p>Last reviewed: March 3, 2026</p>
</div></div></body></html>
"""

GUIDELINE = """\
---
title: Care of night cramps
author: "Guideline group"
date: 2024-05-01
---
# Care of night cramps

## Table of contents

- [Scope](#scope)
- [Doses](#doses)

## Scope {#scope}

This guideline is for **adults**. It does not cover pregnancy; see *another guideline*.

### Who wrote it

1. A panel of 7 people
2. Two patients

## Doses

| Form    | First dose | Most a day |
|:--------|-----------:|-----------:|
| Tablet  |     100 mg |     350 mg |
| Powder \\| drink | 5 g | |

<div align="center"><b>Stop</b> if it hurts.<script>alert(1)</script></div>

> Do not go over the limit.

## References

- Lee A, et al. A trial of stretching. [PubMed](https://pubmed.ncbi.nlm.nih.gov/1/)
"""

LETTER_TEXT = """\
Walking With a Sore Knee

Share this
Most knees like to move. A short walk on most days
keeps the joint smooth and the muscles around it
strong, and it costs nothing at all. Start with 10
minutes.

What to bring
Firm shoes
A stick, if you need it
Some water

Go slow
Rest when it hurts more than usual, and try again in
the next days. By week 6 most people walk for half an
hour, and some for longer than that.
"""


def leaflet() -> bytes:
    """Return a clinic's leaflet as DOCX: styles, a list, a table, page edges."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Hillside Clinic"
    document.sections[0].footer.paragraphs[0].text = "Leaflet 12"
    document.add_heading("Your new inhaler", 0)
    document.add_paragraph("Use it twice a day. It takes 2 weeks to work fully.")
    document.add_heading("Before you start", 1)
    document.add_paragraph("Shake it.", style="List Bullet")
    document.add_paragraph("Breathe out.", style="List Number")
    document.add_heading("When to call", 2)
    table = document.add_table(rows=3, cols=2)
    cells = (("Sign", "Call"), ("Fast heartbeat", "Within 24 hours"), ("Blue lips", "911, now"))
    for row, words in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    raised = document.add_paragraph("It holds 10")
    raised.add_run("6").font.superscript = True
    raised.add_run(" grains.")
    return _saved(document)


def bold_leaflet() -> bytes:
    """Return a leaflet whose headings are only bold."""
    document = docx.Document()
    for heading, text in (("Your ear drops", "Lie on your side."), ("How many", "Put in 3 drops.")):
        document.add_paragraph().add_run(heading).bold = True
        document.add_paragraph(text)
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def printed_sheet() -> bytes:
    """Return a sheet of three pages as PDF, with a header, page numbers and headings by size."""
    styles = getSampleStyleSheet()
    story = [Paragraph("Eating Well After Surgery", styles["Title"])]
    for part in ("First days", "Weeks 2 to 4", "Back to normal"):
        story.append(Paragraph(part, styles["Heading2"]))
        for number in range(1, 9):
            words = (
                f"In this part, meal {number} should hold about {number * 10} g of protein, so that the "
                f"wound can close. On day {number} of {part.lower()}, eat slowly, stop when you feel full. "
                "Soft food is fine."
            )
            story += [Paragraph(words, styles["Normal"]), Spacer(1, 9)]
        story += [Paragraph("- Drink 8 cups a day", styles["Normal"]), Spacer(1, 9)]
    stream = io.BytesIO()
    page = SimpleDocTemplate(stream, pagesize=LETTER, topMargin=90, bottomMargin=90)
    page.build(story, onFirstPage=_edges, onLaterPages=_edges)
    return stream.getvalue()


def scan() -> bytes:
    """Return a PDF with a page and no words."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.rect(10, 10, 100, 100)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def many_pages(count: int) -> bytes:
    """Return a PDF with so many empty pages."""
    stream = io.BytesIO()
    canvas = Canvas(stream)
    for _ in range(count):
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _edges(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.drawString(72, 750, "Ward 7 food sheet")
    canvas.drawString(280, 40, f"Page {page.page}")
