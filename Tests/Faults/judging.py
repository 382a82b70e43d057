"""Runs the tests against one fault and says what caught it."""
import glob, os, re, signal, subprocess, threading

from choice import ROOMS
from rooms import NICENESS, TESTS

COLOR = re.compile("\x1b\\[[0-9;]*m")

# Suites that take seconds: they run when the others of their room noticed nothing.
SLOW = ["PanesTests.GoldenTests", "PanesTests.LongGoldenTests", "AppRuntimeTests.MonkeyTests"]


def steps(room, quick):
    """(tests, tests to skip) in the order in which they are likely to notice a fault of a room."""
    skipped = "|".join(re.escape(suite) + "/" for suite in SLOW)
    found = []
    for tests in [room + "Tests"] + [tests for tests in TESTS if tests != room + "Tests"]:
        found.append((f"^{tests}\\.", skipped))
        if not quick:
            found += [(f"^{re.escape(suite)}/", None) for suite in SLOW if suite.startswith(tests + ".")]
    return found


def run(work, number, wanted, skipped, limit):
    """What happened first: the name of a test that failed, "a trap", "a hang", None when all passed; and the output."""
    program = glob.glob(os.path.join(work, ".build", "debug", "*PackageTests.xctest"))[0]
    command = ["nice", "-n", NICENESS, program, "--testing-library", "swift-testing", "--no-parallel", "--filter", wanted]
    if skipped:
        command += ["--skip", skipped]
    environment = dict(os.environ, FOYER_FAULT=str(number))
    environment.setdefault("FOYER_TORTURE_KEYS", "3000")
    process = subprocess.Popen(command, cwd=work, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                               text=True, errors="replace", start_new_session=True)
    late = threading.Event()
    timer = threading.Timer(limit, lambda: (late.set(), end(process)))
    timer.start()
    output, failure = [], None
    for line in process.stdout:
        output.append(line)
        match = re.match(r"^. Test (?:\"(.*?)\"|(\S+?)) (?:with .*)?recorded an issue", COLOR.sub("", line))
        if match:
            failure = match[1] or match[2]
            end(process)
            break
    code = process.wait()
    timer.cancel()
    if failure is None and code != 0:
        failure = "a hang" if late.is_set() else "a trap"
    return failure, "".join(output)


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


def judge(work, number, room, limit, quick=False):
    """What caught a fault, or None."""
    for wanted, skipped in steps(room, quick):
        failure, _ = run(work, number, wanted, skipped, limit)
        if failure is not None:
            return f"{wanted.strip('^/').replace(chr(92), '').rstrip('.')}: {failure}"
    return None


def passes_without_fault(work, limit, quick=False):
    """None when all tests pass, else what is wrong."""
    for wanted, skipped in steps(ROOMS[0], quick):
        failure, output = run(work, 0, wanted, skipped, limit)
        if failure is not None:
            return f"{wanted}: {failure} without any fault\n{output[-3000:]}"
        if "Test run with 0 tests" in output:
            return f"{wanted}: no tests ran"
    return None
