"""The form another office wants filled: its own workbook, of which nothing but values may change.

The parts of the file are edited in place. A library that reads a workbook into objects and writes
them again leaves out what it does not know (pictures, header pictures, extensions); here whatever
is not touched is copied byte by byte.
"""
