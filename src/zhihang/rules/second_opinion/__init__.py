"""A second calculator for terms, deadlines and annuities, written independently and sharing no code with the first.

The first counts with periods; this one walks along a row of days and looks up tables. Both read the same rule data, so
a difference between them is an error of calculation; an error of data shows in end-to-end cases entered by hand.
"""

from zhihang.rules.second_opinion.opinion import Opinion, opinion

__all__ = ["Opinion", "opinion"]
