"""How well names are recognised as one person: pairwise precision and recall on the inventor benchmarks.

python benchmarks/disambiguation.py --json benchmarks/results/disambiguation.json
python benchmarks/disambiguation.py --fit    # prints the weights and the threshold for evidence.tsv

Data (`../shared/data/disambiguation`): mentions of inventors on US patents with the person they belong to.

* `ens` (Ensemble, 10,595 mentions) and `lai` (Lai et al. 2011, 1,321 mentions), `berkeley` (the same people from
  another copy): the persons were found by hand.
* `hard` (PatentsView, 94 mentions): three very common names, by hand.
* `machine` (PatentsView sample, 50,000 mentions, surnames from A to Ac): the persons are those that PatentsView's
  program found, so this set is a second opinion, no truth. It holds whole surnames, and with them the homonyms that
  sets of chosen people lack.

Weights are fitted and the threshold is chosen on *train*, half of the surnames of `ens` and `machine` (by a digest of
the surname's sound, so that no name is on both sides); everything that is stated is measured on the other halves and on
sets that neither was fitted to. A mention is a name and its patent; nothing else is in the files. Pairs that no block
brings together count as not recognised. Intervals: 95 %, blocks of surnames drawn anew 1,000 times (bootstrap), since
pairs of one surname are not independent of each other; where nothing is wrong, the exact binomial bound for so many
surnames.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import math
import random
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import machine

from zhihang.corpus.applicants import people
from zhihang.corpus.applicants.evidence import THRESHOLDS, Evidence, threshold, weights
from zhihang.corpus.applicants.normal import key_of
from zhihang.corpus.applicants.profiles import Profile
from zhihang.corpus.applicants.scoring import Surnames, reasons, score

SHARED = Path(__file__).parents[2] / "shared"
FOLDER = "data/disambiguation"
FITTED = (
    "surname-rare", "surname-known", "surname-frequent", "surname-common", "surname-everywhere",
    "given-same-all", "given-same", "given-middle-agree", "given-middle-missing", "given-middle-conflict",
    "given-initial-middle", "given-initial", "given-short", "given-close", "given-beginning", "given-other",
)  # fmt: skip
STEPS = (-4, 0, 4, 8, 10, 12, 14, 16)
DRAWS = 1_000
HAND = ("ens, test half", "lai", "hard")
"""Sets of different people that were found by hand and are measured."""
WANTED = 0.95


@dataclass(frozen=True)
class Mention:
    """An inventor's name on a patent, and the person it belongs to."""

    name: str
    patent: str
    person: str

    @property
    def sound(self) -> str:
        """What all likely spellings of the surname share."""
        return next(iter(people.block_keys(self.name)), "").partition("\t")[0]


def ens(shared: Path) -> list[Mention]:
    """Found by hand."""
    return _mentions(shared / FOLDER / "pv-evaluation" / "ens-inventors.csv")


def lai(shared: Path) -> list[Mention]:
    """Found by hand."""
    return _mentions(shared / FOLDER / "pv-evaluation" / "lai-2011-benchmark.csv")


def hard(shared: Path) -> list[Mention]:
    """Very common names, found by hand."""
    return _mentions(shared / FOLDER / "pv-evaluation" / "patentsview-inventors-benchmark.csv")


def berkeley(shared: Path) -> list[Mention]:
    """The people of `lai` from another copy."""
    with (shared / FOLDER / "uc-berkeley" / "benchmark.csv").open(encoding="utf-8", newline="") as stream:
        return [Mention(f"{row[2]}, {row[3]}", row[1], row[0]) for row in csv.reader(stream)]


def by_machine(shared: Path) -> list[Mention]:
    """As PatentsView's program found them."""
    path = shared / FOLDER / "pv-evaluation" / "raw_inventor_sample.tsv.gz"
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Mention(f"{last}, {first}", patent, person) for _, _, person, patent, first, last in rows]


def _mentions(path: Path) -> list[Mention]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        return [Mention(f"{last}, {first}", mention.partition("-")[0], person) for mention, person, first, last in rows]


def halves(mentions: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Train and test, by surname."""
    sides: tuple[list[Mention], list[Mention]] = ([], [])
    for mention in mentions:
        sides[hashlib.sha256(mention.sound.encode()).digest()[0] % 2].append(mention)
    return sides


SETS: dict[str, Callable[[Path], list[Mention]]] = {
    "ens": ens, "lai": lai, "berkeley": berkeley, "hard": hard, "machine": by_machine
}  # fmt: skip


@dataclass
class Pairs:
    """The pairs of a set. `scored`: for each surname's block scores with the number of pairs of one person and of two;
    `of_one`: how many pairs of one person there are at all; `evidence`: how often each code stands between them."""

    scored: dict[str, list[tuple[float, int, int]]] = field(default_factory=lambda: defaultdict(list))
    of_one: Counter[str] = field(default_factory=Counter)
    evidence: dict[tuple[str, bool], float] = field(default_factory=lambda: defaultdict(float))

    def add(self, sound: str, found: tuple[Evidence, ...] | None, one: int, two: int, share: float) -> None:
        """Some pairs of mentions with the same evidence; `share`: the weight of those of one person when fitting."""
        if found is not None and (one or two):
            self.scored[sound].append((score(found), one, two))
            for each in found:
                self.evidence[each.code, True] += share
                self.evidence[each.code, False] += two


def paired(mentions: list[Mention], surnames: Surnames) -> Pairs:
    """Every pair that shares a block, scored. Pairs of the same two names are counted together, but for those whose
    patents say more than the names."""
    found = Pairs()
    persons = Counter(mention.person for mention in mentions)
    sounds = {mention.person: mention.sound for mention in reversed(mentions)}
    for person, number in persons.items():
        found.of_one[sounds[person]] += math.comb(number, 2)
    named: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        named[mention.name].append(place)
    special = _special(mentions)
    for one, two in _blocked(sorted(named)):
        pairs = special.get((one, two), [])
        plain = reasons(_profile(one), _profile(two), surnames)
        same, other, share = _counts(named[one], named[two], mentions, persons, skipped=set(pairs))
        sound = mentions[named[one][0]].sound
        found.add(sound, plain, same, other, share)
        for left, right in pairs:
            is_one = mentions[left].person == mentions[right].person
            share = 2 / persons[mentions[left].person] if is_one else 0.0
            evident = reasons(_profile(one, left, mentions), _profile(two, right, mentions), surnames)
            found.add(sound, evident, int(is_one), int(not is_one), share)
    return found


def _counts(
    ones: list[int], twos: list[int], mentions: list[Mention], persons: Counter[str], skipped: set[tuple[int, int]]
) -> tuple[int, int, float]:
    """Pairs of one person and of two between the mentions of two names (or of one), and the weight of the former."""
    left, right = (Counter(mentions[place].person for place in places) for places in (ones, twos))
    if ones is twos:
        same = {person: math.comb(number, 2) for person, number in left.items()}
        every = math.comb(len(ones), 2)
    else:
        same = {person: number * right[person] for person, number in left.items() if person in right}
        every = len(ones) * len(twos)
    for one, two in skipped:
        every -= 1
        if mentions[one].person == mentions[two].person:
            same[mentions[one].person] -= 1
    number = sum(same.values())
    return number, every - number, sum(2 * pairs / persons[person] for person, pairs in same.items())


def _special(mentions: list[Mention]) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Pairs of mentions on one patent, or with a name beside them in common, by their names."""
    groups: dict[str, set[int]] = defaultdict(set)
    on: dict[str, list[int]] = defaultdict(list)
    for place, mention in enumerate(mentions):
        on[mention.patent].append(place)
    for patent, places in on.items():
        for place in places if len(places) > 1 else ():
            groups[f"patent {patent}"].add(place)
            for other in places:
                if key_of(mentions[other].name) != key_of(mentions[place].name):
                    groups[f"beside {key_of(mentions[other].name)}"].add(place)
    found: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for places in groups.values():
        for one, two in combinations(sorted(places, key=lambda place: (mentions[place].name, place)), 2):
            found[mentions[one].name, mentions[two].name].add((one, two))
    return {names: sorted(pairs) for names, pairs in found.items()}


def _profile(name: str, place: int | None = None, mentions: list[Mention] | None = None) -> Profile:
    """What a mention says: its name; of a place in the set also its patent and who stands beside it."""
    profile = Profile(key_of(name), name, "person")
    if place is not None and mentions is not None:
        patent = mentions[place].patent
        profile.places = {zlib.crc32(patent.encode())}
        profile.parties = {key_of(other.name) for other in mentions if other.patent == patent} - {profile.key}
    return profile


def _blocked(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that share a block, each once, a name with itself too."""
    blocks: dict[str, list[str]] = defaultdict(list)
    keys = {name: sorted(set(people.block_keys(name))) for name in names}
    for name in names:
        yield name, name
        for key in keys[name]:
            blocks[key].append(name)
    for key, several in blocks.items():
        for one, two in combinations(several, 2):
            if key == next(shared for shared in keys[one] if shared in keys[two]):
                yield one, two


@dataclass(frozen=True)
class Figures:
    """Precision and recall with their intervals, from pairs told to be one person, rightly and wrongly."""

    right: int
    wrong: int
    all: int
    precision: tuple[float, float, float] | None
    recall: tuple[float, float, float] | None


def figures(*sets: Pairs, least: float) -> Figures:
    """At one threshold, of one set or of several together."""
    blocks = []
    for pairs in sets:
        for sound in sorted(pairs.of_one.keys() | pairs.scored.keys()):
            told = [(one, two) for value, one, two in pairs.scored.get(sound, ()) if value >= least]
            blocks.append((sum(one for one, _ in told), sum(two for _, two in told), pairs.of_one[sound]))
    right, wrong, every = (sum(column) for column in zip(*blocks, strict=True))
    chance = random.Random(1)
    drawn = [_drawn(blocks, chance) for _ in range(DRAWS)]
    precision = _interval(right, right + wrong, [(r, r + w) for r, w, _ in drawn])
    if (
        precision and not wrong
    ):  # what was never seen cannot be drawn: the exact bound for so many surnames without fault
        precision = 1.0, 0.025 ** (1 / sum(1 for one, _, _ in blocks if one)), 1.0
    return Figures(right, wrong, every, precision, _interval(right, every, [(r, a) for r, _, a in drawn]))


def _drawn(blocks: list[tuple[int, int, int]], chance: random.Random) -> tuple[int, int, int]:
    chosen = chance.choices(blocks, k=len(blocks))
    return sum(b[0] for b in chosen), sum(b[1] for b in chosen), sum(b[2] for b in chosen)


def _interval(part: int, whole: int, drawn: list[tuple[int, int]]) -> tuple[float, float, float] | None:
    """The share, and the bounds between which 95 of 100 drawn ones lie; None of nothing."""
    shares = sorted(p / w for p, w in drawn if w)
    if not whole or not shares:
        return None
    return part / whole, shares[int(0.025 * len(shares))], shares[min(len(shares) - 1, int(0.975 * len(shares)))]


def fit(hand: Pairs, program: Pairs) -> dict[str, float]:
    """Weights of the names' evidence, in bits, half a case added to each count.

    How often it stands between names of one person is counted where people said so; how often between names of two, in
    the set that has whole surnames with their homonyms. How common a surname is can be told only there.
    """
    found: dict[str, float] = {}
    for beginning, one in (("given-", hand), ("surname-", program)):
        codes = [code for code in FITTED if code.startswith(beginning)]
        alike = sum(one.evidence[code, True] for code in codes) + 0.5 * len(codes)
        apart = sum(program.evidence[code, False] for code in codes) + 0.5 * len(codes)
        for code in codes:
            mine = (one.evidence[code, True] + 0.5) / alike
            found[code] = round(math.log2(mine / ((program.evidence[code, False] + 0.5) / apart)), 1)
    return found


def chosen_threshold(hand: Pairs) -> float:
    """The lowest half bit at which precision by hand is at least 0.95 by its lower bound, and at which a name by
    itself, however complete, is not enough where the surname is one of the most frequent: sets of chosen people lack
    the homonyms that a whole corpus has, so their figures alone would choose too low."""
    names = [weight for code, weight in weights("person").items() if code.startswith("given-")]
    least = math.floor(2 * (max(names) + weights("person")["surname-everywhere"])) / 2 + 0.5
    while (precision := figures(hand, least=least).precision) is None or precision[1] < WANTED:
        least += 0.5
    return least


def main() -> None:
    """Prints the tables, or what was fitted."""
    parser = machine.arguments("disambiguation", __doc__)
    parser.add_argument("--shared", type=Path, default=SHARED, help="where the shared data lies")
    parser.add_argument("--fit", action="store_true", help="fit weights and threshold on the train half and print them")
    options = parser.parse_args()
    sets = {name: read(options.shared) for name, read in SETS.items()}
    surnames = population(sets)
    (hand, hand_test), (program, program_test) = halves(sets["ens"]), halves(sets["machine"])
    if options.fit:
        trained = paired(hand, surnames)
        for code, weight in fit(trained, paired(program, surnames)).items():
            print(f"person\t{code}\t{weight:g}\tfitted")
        print(f"person\t{THRESHOLDS}\t{chosen_threshold(trained):g}\tfitted: run again with the weights above")
        return
    measured = {"ens, test half": hand_test, **{name: sets[name] for name in ("lai", "berkeley", "hard")}}
    measured["machine, test half"] = program_test
    report = machine.Report("disambiguation", {"draws": DRAWS}, options.commit)
    tell(report, measured, surnames)
    report.save(options.json)


def population(sets: dict[str, list[Mention]]) -> Surnames:
    """How common surnames are: in all sets together, as a corpus of them would know it; who is who does not enter."""
    return Surnames(mention.name for mentions in sets.values() for mention in mentions)


def tell(report: machine.Report, measured: dict[str, list[Mention]], surnames: Surnames) -> None:
    """The tables."""
    told = {name: paired(mentions, surnames) for name, mentions in measured.items()}
    by_hand = [told[name] for name in HAND]
    least = threshold("person")
    report.table(
        f"Names told to be one person at the threshold of {least:g} bits, intervals of 95 %",
        ("of", "mentions", "pairs of one person", "rightly", "wrongly", "precision", "recall"),
        [
            *(_row(name, len(measured[name]), figures(pairs, least=least)) for name, pairs in told.items()),
            _row("by hand together", sum(len(measured[name]) for name in HAND), figures(*by_hand, least=least)),
        ],
    )
    for name, pairs in told.items():
        rows = [(f"{step:g}", *_row(name, 0, figures(pairs, least=step))[3:]) for step in sorted({*STEPS, least})]
        report.table(f"{name}, by threshold in bits", ("bits", "rightly", "wrongly", "precision", "recall"), rows)


def _row(name: str, mentions: int, at: Figures) -> tuple[str, int, int, int, int, str, str]:
    return name, mentions, at.all, at.right, at.wrong, _share(at.precision), _share(at.recall)


def _share(interval: tuple[float, float, float] | None) -> str:
    return "undefined" if interval is None else f"{interval[0]:.3f} ({interval[1]:.3f} to {interval[2]:.3f})"


if __name__ == "__main__":
    main()
