"""Use-cases: one function, one transaction. No Qt, no SQL text, no reportlab, no openpyxl here."""
