// Times the built `foyer` from the outside: start to first list, and key to answer, on a mirrored book of 5,000 leads.
// NeoMutt, a list-and-detail program of the same kind, opens 5,000 mails in the same run when it is installed.
//
//     FOYER_BENCHMARKS=1 swift build -c release --product ScreenBenchmark --static-swift-stdlib
//     .build/release/ScreenBenchmark .build/release/foyer

import BenchmarkSupport
import Foundation

let arguments = CommandLine.arguments
guard arguments.count == 2 else {
    print("usage: ScreenBenchmark PATH-TO-FOYER")
    exit(64)
}
let foyer = arguments[1]
let home = NSTemporaryDirectory() + "foyer-benchmark-\(getpid())"
setenv("FOYER_HOME", home, 1)
setenv("TERM", "xterm-256color", 1)
defer { try? FileManager.default.removeItem(atPath: home) }  // A directory left behind is the system's to clean.

/// Runs the two alternately, so that a slow moment of the machine hits both.
func compare(_ runs: Int, _ first: () throws -> Duration, _ second: (() throws -> Duration)?) throws -> [Samples] {
    var (left, right): ([Duration], [Duration]) = ([], [])
    for _ in 0..<runs {
        left.append(try first())
        if let second { right.append(try second()) }
    }
    return right.isEmpty ? [Samples(left)] : [Samples(left), Samples(right)]
}

func row(_ name: String, _ samples: [Samples]) {
    var text = "| \(name) | \(samples[0].text) |"
    if samples.count > 1 {
        text += " \(samples[1].text) | \(ratio(samples[0].median, samples[1].median)) |"
    }
    print(text)
}

do {
    // The first start invents the book and fills the mirror.
    let first = try Pty(foyer, ["demo"])
    _ = try first.time(until: "synced", limit: .seconds(120))
    first.type("Q")
    usleep(1_500_000)

    let mailbox = home + "/mailbox"
    try Mailbox.write(messages: 5_000, to: mailbox)
    let mutt = ["/usr/bin/neomutt"].first { FileManager.default.isExecutableFile(atPath: $0) }
    let settings = home + "/muttrc"
    try Data("set folder=\(home)\nset spoolfile=\(mailbox)\n".utf8).write(to: URL(fileURLWithPath: settings))
    let peer = mutt.map { path in { try Pty(path, ["-n", "-F", settings, "-R", "-f", mailbox]) } }

    print("| ms, p50 / p99 | foyer | neomutt | ratio of p50 |\n|---|---|---|---|")
    row(
        "start to first list",
        try compare(
            25,
            { try Pty(foyer, ["demo"]).time(until: "why here") },
            peer.map { open in { try open().time(until: "Msgs:5000") } }
        )
    )
    let workbench = try Pty(foyer, ["demo"])
    _ = try workbench.time(until: "synced")
    let mail = try peer?()
    _ = try mail?.time(until: "Msgs:5000")
    row(
        "key j to answer",
        try compare(300, { try workbench.answer(to: "j") }, mail.map { mail in { try mail.answer(to: "j") } })
    )
} catch {
    print(error)
    exit(1)
}
