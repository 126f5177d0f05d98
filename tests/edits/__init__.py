"""Random edits of a small project: what is built on what was there, and from nothing.

After each edit the project is built in two languages, each in its own folder as it
was left by the edit before, and each anew.  Both must give the same files and the
same warnings.

    PYTHONPATH=tests python -m edits --steps 3000 --seed 7

does it as long as one likes; ``--shrink`` looks for the fewest edits that still fail.
"""
