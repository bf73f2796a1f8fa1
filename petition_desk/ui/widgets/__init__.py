"""The small parts every screen is made of; each is one module, imported by its name.

They know the theme and Qt, nothing of cases or law: a screen hands them words, dates and marks.
Every part works by keyboard, says its name to a screen reader and takes its height from the type.
"""
