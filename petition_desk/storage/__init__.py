"""What is kept: one encrypted file, its keys, its lock, its journal and its copies.

Nothing is imported here, so that the unlock window can list the accounts (`keyfile`) without
loading the database libraries.
"""
