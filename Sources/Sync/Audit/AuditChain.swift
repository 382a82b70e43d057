import Digest

/// A record of the audit log as it stands in the store.
package struct AuditRecord: Hashable, Sendable {
    /// From 1, without gaps.
    package var number: Int64
    /// The event as it was written, in JSON.
    package var body: String
    /// SHA-256 over the digest of the record before, the number and the body.
    package var digest: [UInt8]

    package init(number: Int64, body: String, digest: [UInt8]) {
        self.number = number
        self.body = body
        self.digest = digest
    }

    /// `nil` when this Foyer cannot read it; the record stays as it is.
    package var event: AuditEvent? { AuditEvent(json: body) }
}

/// Ties each record of the audit log to all that came before it.
///
/// Whoever changes, drops or puts in a record has to make every later digest anew. A log that was cut at its end, or made
/// anew as a whole, is told only by a digest that was noted elsewhere.
package enum AuditChain {
    /// The digest before the first record.
    package static let origin = [UInt8](repeating: 0, count: 32)

    package static func digest(after previous: [UInt8], number: Int64, body: String) -> [UInt8] {
        let place = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        return Digest.sha256(previous + place + Array(body.utf8))
    }

    package static func record(_ body: String, number: Int64, after previous: [UInt8]) -> AuditRecord {
        AuditRecord(number: number, body: body, digest: digest(after: previous, number: number, body: body))
    }

    /// What is wrong with a record.
    package enum Fault: Hashable, Sendable {
        /// Records are missing before it, or it stands twice.
        case outOfOrder(expected: Int64, found: Int64)
        /// It, or the one before it, is not as it was written.
        case changed(number: Int64)
    }

    /// Goes through records in their order, some at a time.
    package struct Check: Hashable, Sendable {
        package private(set) var count: Int64 = 0
        /// The digest of the last record that fits.
        package private(set) var head = AuditChain.origin
        /// The first record that does not fit.
        package private(set) var fault: Fault?

        package init() {}

        package mutating func take(_ records: some Sequence<AuditRecord>) {
            for record in records where fault == nil {
                guard record.number == count + 1 else {
                    fault = .outOfOrder(expected: count + 1, found: record.number)
                    return
                }
                guard digest(after: head, number: record.number, body: record.body) == record.digest else {
                    fault = .changed(number: record.number)
                    return
                }
                count = record.number
                head = record.digest
            }
        }
    }
}
