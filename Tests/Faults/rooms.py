"""The copy: a package of the rooms with their faults in it, of what they stand on, and of their tests."""
import json, os, re, shutil, subprocess, sys

from choice import ROOMS

# How far the builds and the tests stand behind what else runs on the machine.
NICENESS = os.environ.get("FOYER_FAULT_NICENESS", "10")

TESTS = [room + "Tests" for room in ROOMS]

SWITCH = """import Glibc

/// The number of the fault that is active.
private let activeFault: Int = getenv("FOYER_FAULT").flatMap { Int(String(cString: $0)) } ?? 0

func isFaulty(_ number: Int) -> Bool { activeFault == number }

func faulty<Value>(_ number: Int, _ right: @autoclosure () -> Value, _ wrong: @autoclosure () -> Value) -> Value {
    activeFault == number ? wrong() : right()
}
"""


def targets(tree):
    """The rooms, their tests and all that these stand on, and the packages that are needed for it."""
    dump = subprocess.run(["swift", "package", "dump-package"], cwd=tree, check=True, stdout=subprocess.PIPE)
    known = {target["name"]: target["dependencies"] for target in json.loads(dump.stdout)["targets"]}
    found, packages, waiting = set(), set(), list(TESTS)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        for dependency in known[name]:
            if "product" in dependency:
                packages.add(dependency["product"][1])
            else:
                waiting.append(dependency["byName"][0])
    return sorted(found), sorted(packages)


def package(tree, work):
    """A package of the rooms and what they stand on: the rooms copied, everything else linked."""
    os.makedirs(work, exist_ok=True)
    for folder in ["Tests", "Resources"]:
        link(os.path.join(tree, folder), os.path.join(work, folder))
    sources = os.path.join(work, "Sources")
    if os.path.islink(sources):
        os.unlink(sources)
    for target in sorted(os.listdir(os.path.join(tree, "Sources"))):
        place = os.path.join(sources, target)
        if target in ROOMS:
            tidy(os.path.join(tree, "Sources", target), place)
            write(os.path.join(place, "FaultSwitch.swift"), SWITCH)
        else:
            os.makedirs(sources, exist_ok=True)
            link(os.path.join(tree, "Sources", target), place)
    shutil.copy(os.path.join(tree, "README.md"), work)
    with open(os.path.join(tree, "Package.swift"), encoding="utf-8") as source:
        manifest = source.read()
    found, packages = targets(tree)
    manifest += f"""
package.targets = package.targets.filter {{ {json.dumps(found)}.contains($0.name) }}
package.products = []
package.dependencies = package.dependencies.filter {{
    guard case .sourceControl(_, let location, _) = $0.kind else {{ return true }}
    return {json.dumps(packages)}.contains {{ location.hasSuffix("/" + $0) }}
}}
"""
    write(os.path.join(work, "Package.swift"), manifest)


def link(target, place):
    if os.path.islink(place):
        os.unlink(place)
    os.symlink(target, place)


def tidy(source, target):
    """Makes the folders of a room and removes what the room has no more; plant() writes the files."""
    for folder, _, _ in os.walk(source):
        os.makedirs(os.path.join(target, os.path.relpath(folder, source)), exist_ok=True)
    for folder, _, names in os.walk(target):
        for name in names:
            twin = os.path.join(source, os.path.relpath(os.path.join(folder, name), target))
            if name != "FaultSwitch.swift" and not os.path.exists(twin):
                os.remove(os.path.join(folder, name))


def write(path, content):
    """Writes only what differs, so that little is built again."""
    data = content.encode() if isinstance(content, str) else content
    if os.path.exists(path):
        with open(path, "rb") as file:
            if file.read() == data:
                return
    with open(path, "wb") as file:
        file.write(data)


def plant(tree, work, faults):
    files = {}
    for number, fault in faults.items():
        files.setdefault(fault[1], []).append((number, fault))
    for room in ROOMS:
        for folder, _, names in os.walk(os.path.join(tree, "Sources", room)):
            for name in names:
                path = os.path.join(folder, name)
                file = os.path.relpath(path, os.path.join(tree, "Sources"))
                with open(path, encoding="utf-8") as source:
                    lines = source.read().split("\n")
                for number, (_, _, place, old, new) in files.get(file, []):
                    if lines[place - 1 : place] != [old]:
                        sys.exit(f"plant: {file} has changed since its lines were chosen; start again with --resume")
                    lines[place - 1] = new.replace("#", str(number), 1)
                write(os.path.join(work, "Sources", file), "\n".join(lines))


def build(work):
    """Empty when it built, else the places of the errors."""
    done = subprocess.run(["nice", "-n", NICENESS, "swift", "build", "--build-tests"], cwd=work, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode == 0:
        return []
    places = {(os.path.relpath(match[1], os.path.realpath(os.path.join(work, "Sources"))), int(match[2]))
              for match in re.finditer(r"^(/[^\s:]+\.swift):(\d+):\d+: error:", done.stdout, re.M)}
    if not places:
        sys.exit("plant: the copy does not build:\n" + done.stdout[-4000:])
    return places
