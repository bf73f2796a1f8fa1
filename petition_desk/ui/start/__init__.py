"""What is shown before any data is open: the locked window and the first start.

Apart from the screens, because importing those brings the services, and the locked window must be
painted before that.
"""
