"""Which faults are planted: all that could be, those that a person named, those that no test could tell, and a seed's share."""
import hashlib, os, re, sys

from lines import candidates

ROOMS = ["ViewModels", "Commands", "Panes", "AppRuntime"]

# The five that a person planted by hand and nothing caught: file, line as it stands, line as it is wrong.
NAMED = [
    ("Escape no longer clears a filter", "ViewModels/NavigationReducer.swift",
     "case .list where !state.list.filter.isEmpty: return state.filter(by: \"\", isTyping: false)",
     "case .list where !state.list.filter.isEmpty && !isFaulty(#): return state.filter(by: \"\", isTyping: false)"),
    ("Ctrl-D scrolls a whole page", "ViewModels/List/ListCursor.swift",
     "case .halfPages(let halves): position + halves * max(1, page / 2)",
     "case .halfPages(let halves): position + halves * max(1, page / faulty(#, 2, 1))"),
    ("an answer to another filter is shown", "ViewModels/List/ListState.swift",
     "guard answer.request.view == asked else { return }",
     "guard answer.request.view == asked || isFaulty(#) else { return }"),
    ("u takes the oldest change of an earlier run", "ViewModels/Writing/UndoHistory.swift", None, None),
    ("the layout switches at 100 columns", "Panes/ScreenLayout.swift",
     "return size.width >= 120 && !preferences.prefersStacked ? .wide : .stacked",
     "return size.width >= faulty(#, 120, 100) && !preferences.prefersStacked ? .wide : .stacked"),
]

# (file, part of the line): why no test can tell.
EQUAL = [
    ("EffectRunner.swift", "inFlight", "only tests wait for this number; a wrong one shows as a hang of all of them"),
    ("Form+Reducing.swift", "let text = fields.first?", "the forms whose text is read here have one field"),
    ("DraftLine.swift", "let text = fields.first?", "the forms whose text is read here have one field"),
    ("LinearPainter.swift", "utterance.lines.first", "what is said of a field is one line"),
    ("Deadlines.swift", "return next > now ? next", "the second value is for a rounding that no pair of dates shows"),
    ("Mailbox.swift", "wasEmpty", "one wake more ends a sleep early and changes nothing"),
]


def survey(tree):
    """Every fault that could be planted: (kind, file, line number, line, rewritten)."""
    found = []
    for room in ROOMS:
        for folder, _, names in sorted(os.walk(os.path.join(tree, "Sources", room))):
            for name in sorted(names):
                path = os.path.join(folder, name)
                file = os.path.relpath(path, os.path.join(tree, "Sources"))
                with open(path, encoding="utf-8") as source:
                    lines = source.read().split("\n")
                for number, line in enumerate(lines, 1):
                    if any(file.endswith(end) and part in line for end, part, _ in EQUAL):
                        continue
                    for kind, new in candidates(line):
                        found.append((kind, file, number, line, new))
    return found


def named(tree):
    for title, file, old, new in NAMED:
        if old is None:
            old, new = undo_line(tree, file)
        with open(os.path.join(tree, "Sources", file), encoding="utf-8") as source:
            lines = source.read().split("\n")
        places = [index for index, line in enumerate(lines, 1) if line.strip() == old]
        if len(places) != 1:
            sys.exit(f"plant: the line of “{title}” stands {len(places)} times in {file}; mend NAMED")
        line = lines[places[0] - 1]
        yield ("named: " + title, file, places[0], line, line.replace(old, new))


def undo_line(tree, file):
    """The line that looks for the newest change of an earlier run; wrong, it looks for the oldest."""
    with open(os.path.join(tree, "Sources", file), encoding="utf-8") as source:
        for line in source:
            match = re.match(r"^(.*= )(waiting)(\.last\(where: \{.*\}\))(.*)$", line.strip())
            if match:
                return line.strip(), f"{match[1]}faulty(#, {match[2]}, {match[2]}.reversed()){match[3]}{match[4]}"
    sys.exit("plant: no line looks for changes of an earlier run; mend NAMED")


def faults_at(tree, places):
    """One fault on each of the lines, given as FILE:LINE."""
    found = {f"{fault[1]}:{fault[2]}": fault for fault in survey(tree)}
    for place in places:
        if place not in found:
            sys.exit(f"plant: no fault can be planted at {place}")
        yield found[place]


def key(fault):
    """What stays the same when lines move."""
    kind, file, _, old, new = fault
    return hashlib.sha256("\0".join([kind, file, old.strip(), new.strip()]).encode()).hexdigest()


def choose(tree, seed, count, broken=()):
    """Faults of all kinds and rooms, at most one a line, and those that could take the place of one that does not compile.

    Those that are known not to compile, by their keys, are left out.

    The order comes from a digest of the seed and the line, so a change elsewhere in the rooms leaves the choice alone.
    """
    kinds = {}
    for fault in sorted(survey(tree), key=lambda each: hashlib.sha256(f"{seed} {key(each)}".encode()).digest()):
        if key(fault) not in broken:
            kinds.setdefault(fault[0], []).append(fault)
    chosen = list(named(tree))
    taken = {fault[1:3] for fault in chosen}
    while len(chosen) < count and any(kinds.values()):
        for kind in sorted(kinds):
            while kinds[kind]:
                fault = kinds[kind].pop()
                if fault[1:3] not in taken:
                    taken.add(fault[1:3])
                    chosen.append(fault)
                    break
            if len(chosen) >= count:
                break
    spare = [fault for kind in sorted(kinds) for fault in kinds[kind] if fault[1:3] not in taken]
    return chosen, spare
