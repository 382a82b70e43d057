/// One switch of ``SandboxOddities``: its name on the command line and what it does.
struct Oddity: Sendable {
    let name: String
    let summary: String
    /// What it can be set to, in words.
    let values: String
    private let get: @Sendable (SandboxOddities) -> String
    /// Returns whether the text is a value.
    private let set: @Sendable (inout SandboxOddities, String) -> Bool

    func value(in oddities: SandboxOddities) -> String { get(oddities) }

    /// Throws when the text is none of ``values``.
    func apply(_ text: String, to oddities: inout SandboxOddities) throws(OddityError) {
        guard set(&oddities, text) else { throw .value(name: name, text: text, values: values) }
    }

    static func named(_ name: String) throws(OddityError) -> Oddity {
        guard let oddity = catalogue.first(where: { $0.name == name }) else { throw .unknown(name) }
        return oddity
    }
}

/// Why a switch could not be set.
package enum OddityError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No `NAME=VALUE`.
    case noAssignment(String)
    case unknown(String)
    case value(name: String, text: String, values: String)

    package var description: String {
        switch self {
        case .noAssignment(let text): "An oddity is set as NAME=VALUE, not as \(text)."
        case .unknown(let name):
            "There is no oddity \(name), only \(Oddity.catalogue.map(\.name).joined(separator: ", "))."
        case .value(let name, let text, let values): "The oddity \(name) cannot be \(text), only \(values)."
        }
    }
}

extension SandboxOddities {
    /// Sets one switch from `NAME=VALUE`, as the command line has it.
    package mutating func set(_ assignment: String) throws(OddityError) {
        let parts = assignment.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else { throw .noAssignment(assignment) }
        try Oddity.named(parts[0]).apply(parts[1], to: &self)
    }
}

// MARK: - Kinds

extension Oddity {
    typealias Path<Value> = any WritableKeyPath<SandboxOddities, Value> & Sendable

    static func flag(_ name: String, _ path: Path<Bool>, _ summary: String) -> Oddity {
        Oddity(
            name: name,
            summary: summary,
            values: "on or off",
            get: { $0[keyPath: path] ? "on" : "off" },
            set: { oddities, text in
                guard text == "on" || text == "off" else { return false }
                oddities[keyPath: path] = text == "on"
                return true
            }
        )
    }

    static func choice<Choice>(_ name: String, _ path: Path<Choice>, _ summary: String) -> Oddity
    where Choice: RawRepresentable<String> & CaseIterable & Sendable {
        Oddity(
            name: name,
            summary: summary,
            values: Choice.allCases.map(\.rawValue).joined(separator: " or "),
            get: { $0[keyPath: path].rawValue },
            set: { oddities, text in
                guard let choice = Choice(rawValue: text) else { return false }
                oddities[keyPath: path] = choice
                return true
            }
        )
    }

    static func number(_ name: String, _ path: Path<Int>, in range: ClosedRange<Int>, _ summary: String) -> Oddity {
        Oddity(
            name: name,
            summary: summary,
            values: "a number from \(range.lowerBound) to \(range.upperBound)",
            get: { String($0[keyPath: path]) },
            set: { oddities, text in
                guard let number = Int(text), range.contains(number) else { return false }
                oddities[keyPath: path] = number
                return true
            }
        )
    }

    /// In milliseconds.
    static func pause(_ name: String, _ path: Path<Duration>, _ summary: String) -> Oddity {
        Oddity(
            name: name,
            summary: summary,
            values: "milliseconds up to \(longestPause)",
            get: { String($0[keyPath: path].millis) },
            set: { oddities, text in
                guard let number = Int64(text), (0...longestPause).contains(number) else { return false }
                oddities[keyPath: path] = .milliseconds(number)
                return true
            }
        )
    }

    /// In milliseconds, or for ever.
    static func lifetime(_ name: String, _ path: Path<Duration?>, _ summary: String) -> Oddity {
        Oddity(
            name: name,
            summary: summary,
            values: "never or milliseconds up to \(longestPause)",
            get: { $0[keyPath: path].map { String($0.millis) } ?? "never" },
            set: { oddities, text in
                let number = Int64(text)
                guard text == "never" || (0...longestPause).contains(number ?? -1) else { return false }
                oddities[keyPath: path] = number.map { .milliseconds($0) }
                return true
            }
        )
    }

    /// One day.
    private static let longestPause: Int64 = 86_400_000
}
