import BenchmarkSupport
import Foundation

/// Keys pressed one after the other, and what they brought.
struct Keys {
    private let answers: [Pty.Answer]
    private let unanswered: Int

    /// Presses keys in turn.
    init(_ pty: Pty, _ keys: [String], times: Int) {
        let all = (0..<times).map { pty.press(keys[$0 % keys.count]) }
        answers = all.compactMap { $0 }
        unanswered = all.count - answers.count
    }

    /// A screen down and up again.
    static let moves = Array(repeating: "j", count: 20) + Array(repeating: "k", count: 20)

    var text: String {
        guard !answers.isEmpty else { return "no answer" }
        let bytes = answers.map(\.bytes).sorted()
        let missing = unanswered > 0 ? ", \(unanswered) without an answer" : ""
        return
            "\(Samples(answers.map(\.complete)).text); \(bytes[bytes.count / 2]) B, at most \(bytes.last ?? 0)\(missing)"
    }
}
