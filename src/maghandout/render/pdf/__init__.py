"""A handout to PDF, with ReportLab."""
