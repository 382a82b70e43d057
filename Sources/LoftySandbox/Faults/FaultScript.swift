/// Faults as JSON, for `--faults FILE` and `/sandbox/faults`.
///
/// ```json
/// {"faults": [
///   {"do": "drop-after", "method": "POST", "path": "/v1.0/leads", "nth": 2},
///   {"do": "too-many-requests", "times": 5, "retryAfterSeconds": 3},
///   {"do": "delay", "milliseconds": 800, "probability": 0.2, "seed": 7, "times": 1000}
/// ]}
/// ```
package enum FaultScript {
    /// Reads all entries or none.
    package static func parse(_ text: String) throws(FaultScriptError) -> [Fault] {
        let json: JSON
        do {
            json = try JSONParser.parse(text.utf8)
        } catch {
            throw place(of: error.offset, in: text)
        }
        guard case .array(let items) = json["faults"] ?? json else { throw .noList }
        var faults: [Fault] = []
        for (index, item) in items.enumerated() {
            do {
                faults.append(try fault(item))
            } catch {
                throw .entry(index + 1, error.description)
            }
        }
        return faults
    }

    private static func place(of offset: Int, in text: String) -> FaultScriptError {
        let before = text.utf8.prefix(offset)
        let line = before.count { $0 == UInt8(ascii: "\n") } + 1
        let column = before.reversed().prefix { $0 != UInt8(ascii: "\n") }.count + 1
        return .notJSON(line: line, column: column)
    }

    /// The words of an entry that say which requests it strikes, not what happens to them.
    private static let commonNames = ["do", "method", "path", "nth", "times", "probability", "seed"]

    private static func fault(_ item: JSON) throws(FaultScriptProblem) -> Fault {
        let arguments = try FaultArguments(item)
        let names = FaultKind.allCases.map(\.rawValue).joined(separator: ", ")
        guard let kind = FaultKind(rawValue: try arguments.string("do") ?? "") else {
            throw FaultScriptProblem("\"do\" must be one of \(names)")
        }
        try arguments.refuseOthers(than: commonNames + kind.argumentNames)
        var fault = Fault(try kind.effect(arguments))
        fault.method = try arguments.string("method")
        fault.path = try arguments.string("path")
        fault.nth = try arguments.integer("nth", in: 1...1_000_000) ?? 1
        fault.times = try arguments.integer("times", in: 1...1_000_000) ?? 1
        fault.chance = try chance(arguments)
        if let method = fault.method, HTTPVerb(rawValue: method) == nil {
            throw FaultScriptProblem("\"method\" must be GET, POST, PUT or DELETE")
        }
        if let path = fault.path, !path.hasPrefix("/") { throw FaultScriptProblem("\"path\" must start with a slash") }
        return fault
    }

    private static func chance(_ arguments: FaultArguments) throws(FaultScriptProblem) -> Fault.Chance? {
        let seed = try arguments.integer("seed", in: 0...Int.max)
        guard let probability = try arguments.decimal("probability", in: 0...1) else {
            if seed != nil { throw FaultScriptProblem("\"seed\" goes with \"probability\"") }
            return nil
        }
        return Fault.Chance(probability: probability, seed: UInt64(seed ?? 1))
    }
}
