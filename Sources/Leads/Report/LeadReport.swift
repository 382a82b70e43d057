/// A report over the leads of a book, which are taken one by one so that a long book needs no more memory.
package protocol LeadReport: Sendable {
    /// Whether ``take(_:contact:)`` wants to know when this lead was first reached out to, which costs a look at its timeline.
    func needsContact(of lead: Lead) -> Bool
    mutating func take(_ lead: Lead, contact: FirstContact?)
    func table() -> Report
}

extension LeadReport {
    package func needsContact(of lead: Lead) -> Bool { false }
}
