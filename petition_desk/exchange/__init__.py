"""Excel in and out: reading whatever an office has, checking it, writing what an office prints.

Pure of storage and of windows: rows go out as values with their problems named by sheet, row and
column; tables come in as plain tuples, already masked by who calls.
"""
