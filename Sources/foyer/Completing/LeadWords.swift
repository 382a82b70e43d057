import ArgumentParser
import FoundationEssentials
import Leads
import Store
import Sync
import Terminal

/// Ids of leads for the completions of a shell, with the lead's name beside each where the shell shows such words.
///
/// As much as a list of many leads has room for is the digits that may come next: a shell writes what all its offers have in
/// common, and a part of the book would have more in common than the whole.
struct LeadWords {
    private static let most = 24
    private let store: SQLiteStore

    init(_ store: SQLiteStore) { self.store = store }

    /// What can be typed next behind some digits; behind nothing, the leads that the workbench showed first when it was
    /// looked at last.
    func words(behind typed: String) throws(StoreError) -> [String] {
        if typed.isEmpty, let page = try store.openingPage(), !page.leads.isEmpty {
            return try named(Array(page.leads.filter { !$0.isProvisional }.prefix(Self.most)))
        }
        var digits = typed
        while digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            let found = try ids(beginningWith: digits, limit: Self.most + 1)
            if found.count <= Self.most { return try named(found) }
            var next: [String] = []
            for digit in 0...9 where try !ids(beginningWith: "\(digits)\(digit)", limit: 1).isEmpty {
                next.append("\(digits)\(digit)")
            }
            guard next.count == 1 else { return next.map { ShellWord.spelled($0) } }
            digits = next[0]
        }
        return []
    }

    private func ids(beginningWith digits: String, limit: Int) throws(StoreError) -> [Lead.ID] {
        guard digits.first != "0" else { return [] }
        guard !digits.isEmpty else { return try store.ids(in: 1...Int64.max, limit: limit) }
        var found: [Lead.ID] = []
        guard var first = Int64(digits) else { return [] }
        var count: Int64 = 1
        while found.count < limit {
            let (last, isBeyond) = first.addingReportingOverflow(count - 1)
            found += try store.ids(in: first...(isBeyond ? Int64.max : last), limit: limit - found.count)
            let longer = first.multipliedReportingOverflow(by: 10)
            guard !longer.overflow, !isBeyond else { break }
            (first, count) = (longer.partialValue, count * 10)
        }
        return found
    }

    private func named(_ ids: [Lead.ID]) throws(StoreError) -> [String] {
        let shell = CompletionShell.requesting
        guard shell == .zsh || shell == .fish else { return ids.map { ShellWord.spelled($0.description) } }
        let sign = shell == .zsh ? ":" : "\t"
        return try store.rows(of: ids).map { row in
            ShellWord.spelled(row.lead.id.description) + sign + CleanText.clean(row.lead.displayName)
        }
    }
}
