"""Letters, forms and their pages: from facts to the bytes of a PDF.

reportlab and the fonts live here and nowhere else. Nothing here asks the clock, opens the data
file, or knows Qt; a letter comes in as values and goes out as bytes.
"""
