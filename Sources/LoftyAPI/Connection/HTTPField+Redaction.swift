extension HTTPField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Fields whose value nobody may read in a log or a failed test.
    private static let secretNames: Set<String> = ["authorization", "proxy-authorization", "cookie", "set-cookie"]

    private var shownValue: String { Self.secretNames.contains(name.lowercased()) ? "(hidden)" : value }

    public var description: String { "\(name): \(shownValue)" }

    public var debugDescription: String { description }

    public var customMirror: Mirror { Mirror(self, children: ["name": name, "value": shownValue]) }
}
