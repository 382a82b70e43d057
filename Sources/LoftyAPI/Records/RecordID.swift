/// The 64-bit id of one kind of record, so that the id of a task cannot be taken for that of a call.
///
/// `Record` is the type that the id belongs to; nothing of it is stored.
public struct RecordID<Record>: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    public let rawValue: Int64

    public init(rawValue: Int64) { self.rawValue = rawValue }

    public init(_ rawValue: Int64) { self.rawValue = rawValue }

    public var description: String { String(rawValue) }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A person as records name them, in `agentId`, `creatorId`, `assignedUserId` and the like.
///
/// There is nothing to read here; the type tells these ids apart from ``Leads/Member/ID``. One account was seen with short
/// numbers on members and long ones on records for the same people, so one must not be taken for the other.
public enum RecordUser {
    public typealias ID = RecordID<RecordUser>
}
