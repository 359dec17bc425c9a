"""A territory's diagnostic: its figures (``diagnostic_of``), as a PDF (``pdf_bytes``) and as a page (``html_page``).

What lays out is imported when it is used: the actions only need the figures and the addresses.
"""

from bot.diagnostic.gathering import diagnostic_of
from bot.diagnostic.model import Diagnostic, NoDiagnosticError

__all__ = ["Diagnostic", "NoDiagnosticError", "diagnostic_of", "html_page", "pdf_bytes"]


def pdf_bytes(diagnostic: Diagnostic) -> bytes:
    """Return the PDF of a diagnostic: two to four pages of A4."""
    from bot.diagnostic import pdf  # noqa: PLC0415 - reportlab, half a second, for those who ask for a file

    return pdf.pdf_bytes(diagnostic)


def html_page(diagnostic: Diagnostic) -> str:
    """Return the same as a whole HTML page, ready to print; its style is ``/static/diagnostic.css``."""
    from bot.diagnostic import page  # noqa: PLC0415 - Jinja2, for those who ask for a page

    return page.html_page(diagnostic)
