import FoundationEssentials
import Leads

extension RequestChecks {
    /// A lead that Foyer has made and the server has not is not known there.
    func isOnServer(_ lead: Lead.ID) throws(APIError) {
        guard lead.rawValue <= 0 else { return }
        throw APIError.invalid(operation, "The lead has not been created on the server yet")
    }

    func isID(_ id: Int64, _ name: String) throws(APIError) {
        guard id <= 0 else { return }
        throw APIError.invalid(operation, "\(name) is not valid: \(id)")
    }

    /// `name` begins a sentence such as "A page holds"; `unit` may be empty.
    func isWithin(_ number: Int, _ range: ClosedRange<Int>, _ name: String, _ unit: String) throws(APIError) {
        guard !range.contains(number) else { return }
        let bounds = "\(range.lowerBound) to \(range.upperBound)" + (unit.isEmpty ? "" : " \(unit)")
        throw APIError.invalid(operation, "\(name) \(bounds), not \(number)")
    }

    func pageSize(_ size: Int, _ range: ClosedRange<Int>) throws(APIError) {
        try isWithin(size, range, "A page holds", "items")
    }

    /// An edit that names nothing; Lofty answers most of them with an error.
    func changesSomething(_ isEmpty: Bool) throws(APIError) {
        guard isEmpty else { return }
        throw APIError.invalid(operation, "The change names nothing to change")
    }

    func isOrdered(_ start: Date, _ end: Date) throws(APIError) {
        guard start >= end else { return }
        throw APIError.invalid(operation, "The end does not lie after the start")
    }

    /// - `days`: the longest span that the endpoint takes.
    func spans(_ start: Date, _ end: Date, atMostDays days: Int) throws(APIError) {
        try isOrdered(start, end)
        guard end.timeIntervalSince(start) > Double(days) * 86_400 else { return }
        throw APIError.invalid(operation, "The time span is longer than \(days) x 24 hours; ask for shorter ones")
    }

    func isFuture(_ date: Date?, after now: Date, _ name: String) throws(APIError) {
        guard let date, date <= now else { return }
        throw APIError.invalid(operation, "\(name) lies in the past, which Lofty refuses")
    }

    /// A moment in milliseconds, for endpoints that take it so.
    func milliseconds(_ date: Date, _ name: String) throws(APIError) -> Int64 {
        guard let milliseconds = WireDate.milliseconds(date) else {
            throw APIError.invalid(operation, "\(name) is no date that Lofty can take")
        }
        return milliseconds
    }

    /// A moment as text, in a zone.
    func isoText(_ date: Date?, in zone: TimeZone, _ name: String) throws(APIError) -> String? {
        guard let date else { return nil }
        // Years that four digits can write.
        guard (-62_135_500_000.0..<253_402_200_000.0).contains(date.timeIntervalSince1970) else {
            throw APIError.invalid(operation, "\(name) is no date that Lofty can take")
        }
        return WireDate.isoText(date, in: zone)
    }
}
