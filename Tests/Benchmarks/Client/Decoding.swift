import BenchmarkSupport
import Foundation
import LoftyAPI

/// Reading pages of 100 leads: the client's reader beside Foundation's, on the same bytes.
struct Decoding {
    private let page: Data

    init(_ page: Data) { self.page = page }

    func run() throws {
        var (ours, peers): ([Duration], [Duration]) = ([], [])
        for _ in 0..<300 {
            ours.append(try time { _ = try LeadPage(answer: page) })
            peers.append(try time { _ = try JSONDecoder().decode(PlainPage.self, from: page) })
        }
        let (left, right) = (Samples(ours), Samples(peers))
        print(
            "| page of 100 leads (\(page.count / 1_024) KiB), ms, p50 / p99 | \(left.text) | JSONDecoder \(right.text) "
                + "| \(ratio(left.median, right.median)) |"
        )
        try runMillion()
    }

    /// A million leads as 10,000 pages, the two in turns of 500.
    private func runMillion() throws {
        var (ours, peers): (Duration, Duration) = (.zero, .zero)
        for _ in 0..<20 {
            ours += try time { for _ in 0..<500 { _ = try LeadPage(answer: page) } }
            peers += try time { for _ in 0..<500 { _ = try JSONDecoder().decode(PlainPage.self, from: page) } }
        }
        print(
            "| a million leads, s | \(seconds(ours)) | JSONDecoder \(seconds(peers)) | \(ratio(ours, peers)) |"
        )
    }
}

/// What the client keeps of a page, as plain `Codable`: no tolerance for odd values, and dates left as text.
struct PlainPage: Decodable {
    var _metadata: Metadata
    var leads: [PlainLead]

    struct Metadata: Decodable {
        var total: Int
        var scrollId: String?
    }
}

struct PlainLead: Decodable {
    var leadId: Int64
    var firstName, lastName: String
    var emails, phones: [String]
    var phoneStatuses: [Int]
    var stage: String
    var stageId: Int64
    var source: String
    var score: Int
    var tags: [Tag]
    var leadTypes: [Int]
    var assignedUserId: Int64
    var assignedUser: String?
    var pondId: Int64
    var pondName: String?
    var teamId: Int64
    var hiddenFlag, cannotText, cannotCall, cannotEmail, unsubscription: Bool
    var leadInquiry: Inquiry?
    var buyingTimeFrame, sellingTimeFrame, preQual, language, referredBy, opportunity: String?
    var createTime, assignTime, lastUpdateTime, lastTouch, lastVisit: String?

    struct Tag: Decodable {
        var tagName: String
    }

    struct Inquiry: Decodable {
        var priceMin, priceMax: Int64?
        var bedroomsMin, bedroomsMax: Int?
        var propertyType: [String]?
        var locations: [Place]?
    }

    struct Place: Decodable {
        var city, zipCode: String?
    }
}
