// Times the built `foyer` from the outside: start to first list, keys to complete frames and their bytes, and what an
// idle screen does, on a mirrored book of 5,000 leads. The sandbox is a process of its own, so that its work does not count.
// tig, a list-and-detail program of the same kind, steps through the log of a repository in the same run where it is
// installed.
//
//     FOYER_BENCHMARKS=1 swift build -c release --product ScreenBenchmark --static-swift-stdlib
//     .build/release/ScreenBenchmark .build/release/foyer [REPOSITORY]
//     .build/release/ScreenBenchmark .build/release/foyer --changes [LEADS]
//
// The last one times the key that changes a lead in a book of 50,000, alone and while another process writes into the mirror.

import BenchmarkSupport
import Foundation

let arguments = CommandLine.arguments
let changesRows = arguments.dropFirst(2).first == "--changes"
let leads = changesRows ? arguments.dropFirst(3).first.map(Int.init) ?? 50_000 : 5_000
guard (2...(changesRows ? 4 : 3)).contains(arguments.count), let leads else {
    print("usage: ScreenBenchmark PATH-TO-FOYER [REPOSITORY | --changes [LEADS]]")
    exit(64)
}
let foyer = arguments[1]
let home = NSTemporaryDirectory() + "foyer-benchmark-\(getpid())"
try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
defer { try? FileManager.default.removeItem(atPath: home) }  // A directory left behind is the system's to clean.
setenv("FOYER_HOME", home, 1)
setenv("TERM", "xterm-256color", 1)
setenv("FOYER_API_KEY_FILE", home + "/key", 1)

/// The workbench with the queue of all leads, which no key comes to the end of.
func workbench(_ options: [String] = []) throws -> Pty {
    let pty = try Pty(foyer, ["open"] + options)
    try pty.time(until: "why here")
    pty.type("9")
    // Behind the first look at the server, which takes the screen's time.
    pty.rest(for: .milliseconds(1_200), limit: .seconds(4))
    return pty
}

func tig() throws -> Pty? {
    guard arguments.count == 3, FileManager.default.isExecutableFile(atPath: "/usr/bin/tig") else { return nil }
    let pty = try Pty("/usr/bin/tig", ["-C", arguments[2]])
    pty.rest(for: .seconds(1))
    // With the commit beside its log, as Foyer has the lead beside the list.
    pty.type("\r")
    pty.rest(for: .seconds(1))
    return pty
}

func starts(_ times: Int, answers: Bool) throws -> Samples {
    Samples(try (0..<times).map { _ in try Pty(foyer, ["open"], answers: answers).time(until: "why here") })
}

func fieldKeys() throws -> (short: Keys, long: Keys) {
    let pty = try workbench()
    pty.type("m")
    pty.rest(for: .milliseconds(300))
    pty.type("0123456789")
    let short = Keys(pty, ["x", "\u{7F}"], times: 200)
    pty.type("\u{1B}[200~" + String(repeating: "a house with a yard ", count: 250) + "\u{1B}[201~")
    pty.rest(for: .seconds(1))
    return (short, Keys(pty, ["x", "\u{7F}"], times: 200))
}

/// Letters of a search, each typed and taken back; what they leave is the whole list, a part of it and a few rows.
func search(_ opening: String) throws -> Keys {
    let pty = try workbench()
    pty.type(opening)
    pty.rest(for: .milliseconds(300))
    return Keys(pty, ["s", "t", "a", "\u{7F}", "\u{7F}", "\u{7F}"], times: 240)
}

/// A screen that nobody touches, behind everything that a start does.
func idle(_ arguments: [String]) throws -> String {
    let pty = try Pty(foyer, arguments)
    try pty.time(until: "synced", limit: .seconds(120))
    // The oldest queue: nothing in it is younger than a minute, whose age would be told by the second.
    pty.type("9G")
    _ = pty.watch(for: .seconds(20))
    let before = pty.sleeps
    let bytes = pty.watch(for: .seconds(10))
    // What a thread did that has ended since is not known.
    let wakeUps = pty.sleeps.reduce(0) { $0 + $1.value - (before[$1.key] ?? 0) }
    return "\(wakeUps) wake-ups, \(bytes) B"
}

func screen() throws {
    // The first start fills the mirror.
    let first = try Pty(foyer, ["open"])
    try first.time(until: "book", limit: .seconds(120))
    first.type("Q")
    usleep(1_500_000)

    print("| | foyer | tig |\n|---|---|---|")
    print("| start to first list, ms, p50 / p99 of 25 | \(try starts(25, answers: true).text) | |")
    print("| the same in a terminal that answers nothing | \(try starts(25, answers: false).text) | |")
    let peer = try tig().map { Keys($0, Keys.moves, times: 300).text } ?? "not installed"
    print(
        "| a step over list, detail and timeline, 160×50 | \(Keys(try workbench(), Keys.moves, times: 300).text) | \(peer) |"
    )
    for (name, options) in [("list alone", []), ("list alone, --low-bandwidth", ["--low-bandwidth"])] {
        let pty = try workbench(options)
        pty.type("p")
        pty.rest(for: .milliseconds(300))
        print("| a step, \(name) | \(Keys(pty, Keys.moves, times: 200).text) | |")
    }
    print(
        "| a step over list, detail and timeline, --low-bandwidth | "
            + "\(Keys(try workbench(["--low-bandwidth"]), Keys.moves, times: 200).text) | |"
    )
    let field = try fieldKeys()
    print("| a key in a note of 10 characters | \(field.short.text) | |")
    print("| a key in a note of 5,000 characters | \(field.long.text) | |")
    print("| a key in the palette | \(try search(":").text) | |")
    print("| a key in the search of the help | \(try search("?/").text) | |")
    print("| ten idle seconds | \(try idle(["open"])) | |")
    print("| ten idle seconds of `foyer demo`, its server included | \(try idle(["demo"])) | |")
}

let sandbox = try await SandboxProcess.start(foyer, ["--leads", "\(leads)"])
setenv("FOYER_BASE_URL", sandbox.url, 1)
try Data(sandbox.apiKey.utf8).write(to: URL(fileURLWithPath: home + "/key"))
chmod(home + "/key", 0o600)

do {
    if changesRows { try ChangedRows(foyer, home: home).measure { try workbench() } } else { try screen() }
} catch {
    print(error)
    sandbox.stop()
    exit(1)
}
sandbox.stop()
