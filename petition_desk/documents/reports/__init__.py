"""Lists of the room on paper: what is to be done today, what the leader should know this week.

They are set by the composer of the letters on a sheet of their own, denser than an official paper.
Nothing here asks who may see what: whoever fills them in has withheld it already.
"""
