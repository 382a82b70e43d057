import Leads

/// Reads the queues of `queues.toml` into the order of their tabs: those with a key at its place, the others between them
/// in the order of the file.
struct QueueReader {
    private(set) var queues: [QueueDefinition] = []
    /// Where the query of each queue stands, by its name.
    private(set) var lines: [QueueDefinition.ID: Int] = [:]
    private(set) var faults: [ConfigurationFault] = []

    /// More would never fit a bar that a person finds something in.
    static let mostQueues = 40

    private static let table = "queue"

    init(_ file: TOMLFile) {
        let entries = file.entries(of: Self.table)
        checkOutside(file, isListed: !entries.isEmpty)
        var read: [(key: Int?, queue: QueueDefinition)] = []
        for entry in entries {
            guard read.count < Self.mostQueues else {
                tell(
                    "There are more than \(Self.mostQueues) queues; this one and those below are left out.",
                    entry,
                    file
                )
                break
            }
            guard let (key, queue) = queue(entry, file, after: read) else { continue }
            read.append((key, queue))
            lines[queue.id] = file.line(of: QueueKey.query.rawValue, in: entry, of: Self.table)
        }
        queues = Self.ordered(read)
    }

    private static func ordered(_ read: [(key: Int?, queue: QueueDefinition)]) -> [QueueDefinition] {
        var others = read.filter { $0.key == nil }.map(\.queue)[...]
        var ordered: [QueueDefinition] = []
        // A key beyond the last queue is that of the next one that there is.
        for key in 1...9 {
            if let queue = read.first(where: { $0.key == key })?.queue ?? others.popFirst() { ordered.append(queue) }
        }
        return ordered + others
    }

    /// What stands in no queue.
    private mutating func checkOutside(_ file: TOMLFile, isListed: Bool) {
        for (key, _) in file.settings where key != Self.table || !isListed {
            faults.append(file.fault("“\(key)” stands in no queue. A queue begins with [[queue]].", key: key))
        }
        for section in file.sections {
            let sentence = "[\(section.name)] is no queue. A queue begins with [[queue]], in two brackets."
            faults.append(file.fault(sentence, section: section.name))
        }
    }

    private mutating func tell(_ sentence: String, key: String? = nil, _ entry: TOMLFile.Entry, _ file: TOMLFile) {
        faults.append(file.fault(sentence, key: key, in: entry, of: Self.table))
    }

    /// The queue of an entry; `nil` when it lacks what makes a queue.
    private mutating func queue(
        _ entry: TOMLFile.Entry,
        _ file: TOMLFile,
        after others: [(key: Int?, queue: QueueDefinition)]
    ) -> (key: Int?, queue: QueueDefinition)? {
        var draft = QueueDraft()
        let before = faults.count
        for (key, value) in entry.values {
            take(key, entry, file) { key throws(SettingProblem) in try draft.set(value, key) }
        }
        for (name, limits) in entry.tables {
            take(name, entry, file) { key throws(SettingProblem) in try draft.set(limits, key) }
        }
        guard let queue = draft.queue else {
            if faults.count == before { tell("A queue needs a name and a query.", entry, file) }
            return nil
        }
        guard !others.contains(where: { $0.queue.name.lowercased() == queue.name.lowercased() }) else {
            tell("There is a queue “\(queue.name)” already; this one is left out.", key: "name", entry, file)
            return nil
        }
        guard let key = draft.key, let other = others.first(where: { $0.key == key }) else { return (draft.key, queue) }
        tell("Key \(key) has “\(other.queue.name)”; “\(queue.name)” gets none.", key: "key", entry, file)
        return (nil, queue)
    }

    /// Takes a setting, or tells why not.
    private mutating func take(
        _ name: String,
        _ entry: TOMLFile.Entry,
        _ file: TOMLFile,
        _ set: (QueueKey) throws(SettingProblem) -> Void
    ) {
        guard let key = QueueKey(rawValue: name) else {
            let known = QueueKey.allCases.map(\.rawValue)
            let hint = Configuration.hint(name, known)
            tell("A queue has no “\(name)”\(hint) It has: \(known.joined(separator: ", ")).", key: name, entry, file)
            return
        }
        do throws(SettingProblem) {
            try set(key)
        } catch {
            tell(error.sentence(of: name), key: name, entry, file)
        }
    }
}
