import Foundation
import Leads
import TestSupport

/// A book of invented people with many different names, the same in every run.
struct InventedBook {
    let count: Int

    private static let starts = [
        "gar", "mar", "sil", "fer", "nov", "ro", "lin", "ka", "be", "tho", "wil", "an", "el", "da",
    ]
    private static let middles = [
        "ci", "ti", "va", "nan", "ex", "dri", "co", "lo", "mu", "ra", "son", "ber", "ke", "ste",
    ]
    private static let ends = ["a", "ez", "er", "son", "ini", "ov", "ley", "man", "o", "sen", "ard", "as", "y", "ic"]
    private static let others = ["李小龍", "田中さくら", "محمد الحسن", "Ελένη Παππά", "Олег Иванов", "김민준"]
    private static let stages = [
        "New Lead", "Contacted", "Qualified", "Under Contract", "Closed", "Nurture", "Archived",
    ]
    private static let sources = ["Zillow", "Google", "Website", "Import", "Realtor", "Facebook", "Referral"]
    private static let tags = [
        "hot", "vip", "relocation", "investor", "first-time buyer", "dnc", "spring list", "open house",
    ]
    private static let owners = SampleLeads.members

    func row(_ number: Int) -> LeadRow {
        var random = SeededGenerator(seed: UInt64(number) &* 0x9E37)
        var lead = Lead(id: Lead.ID(650_000_000_000_000 + Int64(number) * 13), firstName: "")
        name(&lead, number, &random)
        lead.phones = [Phone("512555\(1_000 + random.below(9_000))", status: .valid)]
        lead.stage = Self.stages[random.below(Self.stages.count)]
        lead.source = Self.sources[random.below(Self.sources.count)]
        lead.score = random.below(101)
        if random.below(2) == 0 { lead.tags = [Self.tags[random.below(8)]] }
        if random.below(4) == 0 { lead.tags.append(Self.tags[random.below(8)]) }
        lead.types = [random.below(3) == 0 ? .seller : .buyer]
        if random.below(5) > 0 {
            let owner = Self.owners[random.below(Self.owners.count)]
            lead.assignee = Assignee(id: owner.id.rawValue, name: owner.fullName)
        }
        lead.inquiry.priceMin = Int64(random.below(80)) * 10_000
        lead.inquiry.priceMax = Int64(80 + random.below(80)) * 10_000
        let age = random.below(400 * 86_400)
        lead.createdAt = SampleLeads.now - Double(age)
        lead.updatedAt = SampleLeads.now - Double(random.below(age + 1))
        lead.lastTouchAt = random.below(10) < 7 ? SampleLeads.now - Double(random.below(age + 1)) : nil
        lead.lastVisitAt = random.below(10) < 6 ? SampleLeads.now - Double(random.below(age + 1)) : nil
        return LeadRow(lead: lead, syncState: random.below(200) == 0 ? .queued : .clean)
    }

    private func name(_ lead: inout Lead, _ number: Int, _ random: inout SeededGenerator) {
        if random.below(50) == 0 {
            lead.firstName = Self.others[random.below(Self.others.count)]
        } else {
            lead.firstName = Self.word(&random, parts: 2)
            lead.lastName = Self.word(&random, parts: 3)
        }
        lead.emails = ["\(Self.word(&random, parts: 3))\(number)@example.com".lowercased()]
    }

    private static func word(_ random: inout SeededGenerator, parts: Int) -> String {
        let middle = parts == 3 ? middles[random.below(middles.count)] : ""
        return (starts[random.below(starts.count)] + middle + ends[random.below(ends.count)]).capitalized
    }
}

extension SeededGenerator {
    /// A number from 0 up to the limit.
    fileprivate mutating func below(_ limit: Int) -> Int { Int(next() >> 33) % limit }
}
