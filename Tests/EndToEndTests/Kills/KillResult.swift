import Foundation

/// What a run came to: every entry of the journal set against what the server holds.
struct KillResult {
    private(set) var violations: [String] = []
    let unsettled: [String]
    let summary: String
    /// Changes that are on the server.
    let arrived: Int

    init(kills: Int, entries: [Journal.Entry], book: KillBook, record: RequestRecord, acknowledged: [String]) throws {
        unsettled = entries.filter(\.isUnsent).map { "\($0.id) \($0.change) \($0.word): \($0.status)" }
        arrived = entries.count(where: \.isSettled)
        let asked = entries.count { $0.status == "cancelled" }
        summary = """
            \(kills) kills, \(entries.count) changes, \(arrived) arrived, \(asked) taken back or given up, \
            \(unsettled.count) open, \(record.received) requests
            """
        checkRecords(entries.filter { $0.change == "addNote" }, book.notes, "note")
        checkRecords(entries.filter { $0.change == "logCall" }, book.calls, "call")
        checkCreates(entries.filter { $0.change == "create" }, book.names)
        checkTags(entries, book)
        checkValues(entries, book)
        checkAcknowledged(acknowledged, entries)
        checkRequests(record, entries)
    }

    /// Of each word as many as were settled, and no more than may have gone out; in the order of decision.
    private mutating func checkRecords(_ entries: [Journal.Entry], _ made: [KillBook.Made], _ kind: String) {
        let words = Set(entries.map(\.word))
        for (place, group) in Dictionary(grouping: entries, by: { KillBook.Made(lead: $0.lead, word: $0.word) }) {
            let count = made.count { $0 == place }
            let settled = group.count(where: \.isSettled)
            let possible = group.count { !$0.isSettled && !$0.cannotBeThere }
            if count < settled { violations.append("\(kind) \(place.word) is lost: \(count) of \(settled)") }
            if count > settled + possible {
                violations.append("\(kind) \(place.word) is doubled: \(count) of \(settled)")
            }
        }
        for (lead, group) in Dictionary(grouping: entries.filter(\.isSettled), by: \.lead) {
            let wanted = group.map(\.word)
            let held = made.filter { $0.lead == lead && wanted.contains($0.word) }.map(\.word)
            if Set(wanted).count == wanted.count, held != wanted {
                violations.append("\(kind)s of \(lead) are out of order: \(held), decided \(wanted)")
            }
        }
        let isOurs: (String) -> Bool = { word in
            guard let first = word.first, "nsc".contains(first), word.last == first else { return false }
            return word.dropFirst().dropLast().allSatisfy(\.isNumber) && word.count > 2
        }
        for stray in made where isOurs(stray.word) && !words.contains(stray.word) {
            violations.append("\(kind) \(stray.word) is on the server and was never decided")
        }
    }

    private mutating func checkCreates(_ entries: [Journal.Entry], _ names: [String]) {
        for entry in entries {
            let count = names.count { $0 == entry.word }
            if entry.isSettled, count != 1 { violations.append("lead \(entry.word) is there \(count) times") }
            if count > (entry.cannotBeThere ? 0 : 1) { violations.append("lead \(entry.word) is doubled: \(count)") }
        }
    }

    /// The last settled word on a tag is so, unless a later one may have gone out.
    private mutating func checkTags(_ entries: [Journal.Entry], _ book: KillBook) {
        let changes = entries.filter { $0.change == "addTag" || $0.change == "removeTag" }
        for (place, group) in Dictionary(grouping: changes, by: { KillBook.Made(lead: $0.lead, word: $0.word) }) {
            guard let last = group.last(where: { !$0.cannotBeThere }), last.isSettled else { continue }
            let isThere = book.tags.contains(place)
            if isThere != (last.change == "addTag") {
                violations.append(
                    "tag \(place.word) of \(place.lead) is \(isThere ? "" : "not ")there after \(last.change)"
                )
            }
        }
    }

    /// The last settled word on what a lead has one of is so, unless a later one may have gone out.
    private mutating func checkValues(_ entries: [Journal.Entry], _ book: KillBook) {
        for (change, held) in book.values {
            let changes = entries.filter { $0.change == change }
            for (lead, group) in Dictionary(grouping: changes, by: \.lead) {
                if let last = group.last(where: { !$0.cannotBeThere }) {
                    guard last.isSettled, held[lead] != last.word else { continue }
                    violations.append("\(change) of \(lead) is \(held[lead] ?? "not done"), decided \(last.word)")
                } else if group.contains(where: { $0.word == held[lead] }) {
                    violations.append("\(change) of \(lead) was given up before it left, and is done")
                }
            }
        }
    }

    /// What a command reported as done is done.
    private mutating func checkAcknowledged(_ words: [String], _ entries: [Journal.Entry]) {
        let settled = Set(entries.filter(\.isSettled).map(\.word))
        for word in words where !settled.contains(word) { violations.append("\(word) was reported done and is not") }
    }

    /// No request that makes a record was executed more often than there are changes that may have sent it.
    private mutating func checkRequests(_ record: RequestRecord, _ entries: [Journal.Entry]) {
        if record.missed > 0 { violations.append("\(record.missed) requests were forgotten before they were read") }
        for (change, path) in [("addNote", "/v1.0/notes"), ("logCall", "/v1.0/logType"), ("create", "/v1.0/leads")] {
            let executed = record.count("POST", path)
            let group = entries.filter { $0.change == change }
            let settled = group.count(where: \.isSettled)
            let possible = group.count { !$0.isSettled && !$0.cannotBeThere }
            if !(settled...(settled + possible)).contains(executed) {
                violations.append(
                    "POST \(path) was executed \(executed) times for \(settled) changes, \(possible) possible"
                )
            }
        }
    }
}
