import FoundationEssentials
import Leads

/// A timeline as bytes, in two parts: what is shown first, and the rest.
///
/// The newest page: format version, gaps, what a frame says of the rest, entries. The rest: format version, entries.
/// Fields in the order of ``Leads/TimelineEntry``, as ``RecordWriter`` writes them. Thousands of entries are read while
/// somebody waits for them, and JSON takes ten times as long.
enum TimelineRecord {
    typealias Unreadable = LeadRecord.Unreadable

    private static let version: UInt8 = 1

    static func newest(of timeline: Timeline) -> Data {
        let page = timeline.newestPage
        var writer = RecordWriter()
        writer.put(version)
        writer.put(page.gaps) { writer, gap in
            writer.put(gap.source.rawValue)
            writer.put(gap.reason)
        }
        writer.put(page.older) { writer, older in
            writer.put(older.count)
            writer.put(older.transactions) { $0.put($1) }
            writer.put(older.changes) { $0.put($1) }
        }
        writer.put(page.entries) { $0.put($1) }
        return writer.data
    }

    /// `nil` for a timeline that is no longer than a page.
    static func older(of timeline: Timeline) -> Data? {
        let older = Array(timeline.entries.dropFirst(Timeline.pageLength))
        guard !older.isEmpty else { return nil }
        var writer = RecordWriter()
        writer.put(version)
        writer.put(older) { $0.put($1) }
        return writer.data
    }

    static func page(_ newest: Data) throws(Unreadable) -> Timeline {
        try read(newest) { reader throws(Unreadable) in
            let gaps = try reader.list { reader throws(Unreadable) in
                Timeline.Gap(source: try reader.named(), reason: try reader.text())
            }
            let older = try reader.optional { reader throws(Unreadable) in
                Timeline.Older(
                    count: try reader.int(),
                    transactions: try reader.list { reader throws(Unreadable) in try reader.text() },
                    changes: try reader.list { reader throws(Unreadable) in try reader.date() }
                )
            }
            return Timeline(page: try reader.entries(), gaps: gaps, older: older)
        }
    }

    static func whole(_ newest: Data, older: Data?) throws(Unreadable) -> Timeline {
        let page = try page(newest)
        guard let older else {
            if page.older != nil { throw Unreadable(reason: "a timeline without its end") }
            return page
        }
        let rest = try read(older) { reader throws(Unreadable) in try reader.entries() }
        guard rest.count == page.older?.count else { throw Unreadable(reason: "a timeline of another length") }
        return Timeline(page: page.entries + rest, gaps: page.gaps, older: nil)
    }

    private static func read<Value>(
        _ data: Data,
        _ body: (inout RecordReader) throws(Unreadable) -> Value
    ) throws(Unreadable) -> Value {
        try RecordReader.read(data) { reader throws(Unreadable) in
            let format = try reader.byte()
            guard format == version else { throw Unreadable(reason: "a timeline of format \(format)") }
            let value = try body(&reader)
            guard reader.isAtEnd else { throw Unreadable(reason: "a timeline with bytes behind its end") }
            return value
        }
    }
}

extension RecordWriter {
    fileprivate mutating func put(_ entry: TimelineEntry) {
        put(entry.id)
        put(entry.at)
        put(entry.kind)
        put(entry.text)
        put(entry.actor)
        put(entry.actorID)
        put(entry.home) { writer, home in
            writer.put(home.zipCode)
            writer.put(home.price)
        }
        put(entry.phone)
        put(entry.isAutomatic) { $0.put($1) }
    }

    private mutating func put(_ kind: TimelineEntry.Kind) {
        switch kind {
        case .site(let type):
            put(0 as UInt8)
            put(type)
        case .call(let way, outcome: let outcome):
            put(1 as UInt8)
            put(way.rawValue)
            put(outcome)
        case .text(let way):
            put(2 as UInt8)
            put(way.rawValue)
        case .email(let way, event: let event):
            put(3 as UInt8)
            put(way.rawValue)
            put(event)
        case .note(isPinned: let isPinned):
            put(4 as UInt8)
            put(isPinned)
        case .system: put(5 as UInt8)
        case .task(isFinished: let isFinished):
            put(6 as UInt8)
            put(isFinished)
        case .appointment(isFinished: let isFinished):
            put(7 as UInt8)
            put(isFinished)
        case .transaction: put(8 as UInt8)
        case .pending(let id):
            put(9 as UInt8)
            put(id.rawValue)
        }
    }
}

extension RecordReader {
    fileprivate mutating func entries() throws(Failure) -> [TimelineEntry] {
        try list { reader throws(Failure) in
            // Arguments are evaluated in the order in which they stand, which is that of the record.
            TimelineEntry(
                id: try reader.text(),
                at: try reader.date(),
                kind: try reader.kind(),
                text: try reader.text(),
                actor: try reader.optionalText(),
                actorID: try reader.optionalInteger(),
                home: try reader.optional { reader throws(Failure) in
                    TimelineEntry.Home(zipCode: try reader.optionalText(), price: try reader.optionalInteger())
                },
                phone: try reader.optionalText(),
                isAutomatic: try reader.optional { reader throws(Failure) in try reader.flag() }
            )
        }
    }

    private mutating func kind() throws(Failure) -> TimelineEntry.Kind {
        switch try byte() {
        case 0: return .site(try text())
        case 1: return .call(try named(), outcome: try optionalText())
        case 2: return .text(try named())
        case 3: return .email(try named(), event: try optionalText())
        case 4: return .note(isPinned: try flag())
        case 5: return .system
        case 6: return .task(isFinished: try flag())
        case 7: return .appointment(isFinished: try flag())
        case 8: return .transaction
        case 9: return .pending(OutboxEntry.ID(rawValue: try integer()))
        case let code: throw Failure(reason: "an entry of kind \(code)")
        }
    }

    /// A value that is written by its name.
    fileprivate mutating func named<Value: RawRepresentable<String>>() throws(Failure) -> Value {
        let name = try text()
        guard let value = Value(rawValue: name) else { throw Failure(reason: "an unknown name in a timeline") }
        return value
    }
}
