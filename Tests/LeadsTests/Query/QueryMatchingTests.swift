import Foundation
import Leads
import TestSupport
import Testing

@Suite("What each term means")
struct QueryMatchingTests {
    /// Created five days ago, touched two days ago, on the site an hour ago.
    private static let jane = LeadRow(
        lead: Lead(
            id: Lead.ID(651_095_960_136_641),
            firstName: "Zoë",
            lastName: "Müller-Świątek",
            emails: ["zoe.m@example.com", "second@example.com"],
            phones: [Phone("15125550142"), Phone("+1 (737) 555-0199", status: .valid)],
            stage: "New Lead",
            source: "Zillow Flex",
            score: 82,
            tags: ["Hot lead", "préqualifié"],
            types: [.buyer, .seller],
            assignee: Assignee(id: 844_000_000_000_701, name: "Alice Johnson"),
            isHidden: false,
            permissions: ContactPermissions(cannotText: true),
            inquiry: Inquiry(priceMin: 400_000, priceMax: 650_000, bedroomsMin: 3),
            createdAt: ago(5 * 86_400),
            updatedAt: ago(600),
            lastTouchAt: ago(2 * 86_400),
            lastVisitAt: ago(3_600)
        ),
        syncState: .queued
    )

    /// Has a name and nothing else.
    private static let blank = LeadRow(lead: Lead(id: Lead.ID(-1), firstName: "Blank"), syncState: .clean)

    private let context = QueryContext(now: SampleLeads.now, me: SampleLeads.members[0], members: SampleLeads.members)

    private static func ago(_ seconds: Double) -> Date { SampleLeads.now.addingTimeInterval(-seconds) }

    @Test(
        "matches",
        arguments: [
            "", "zoe", "MULLER", "swiatek", "\"zoë müller\"", "m@example", "second@", "hot", "prequal", "5550142",
            "512-555-0142", "\"+1 (512) 555-0142\"", "15125550142", "555-0199", "651095960136641", "nobody,zoe",
            "stage:new", "stage:NEW", "stage:\"new lead\"", "stage=\"new lead\"", "stage:n*", "stage:closed,new",
            "source:zillow", "source:zil*", "tag:hot", "tag:\"Hot lead\"", "tag:prequalifie", "tag:*", "-tag:dnc",
            "owner:me", "owner:alice", "owner:johnson", "owner:844000000000701", "owner:agent1@example.com",
            "owner=\"alice johnson\"", "-owner:none", "name:ller", "name:zo*", "name=\"zoe muller-swiatek\"",
            "phone:512555", "phone:0199", "phone=15125550142",
            "phone=5125550142", "phone=\"+1 (512) 555-0142\"", "phone:512*", "phone:1512*", "tel:+15125550142",
            "email:example.com", "email=zoe.m@example.com",
            "pond:none", "type:buyer", "type:renter,seller", "score>=82", "score<=82", "score:80..90", "score:82",
            "score>81", "score<83", "id:651095960136641", "price:600k..1m", "price:400k", "price>=650k", "price<500k",
            "bedrooms>=5", "bedrooms:3", "age<6d", "age>4d", "age:5d", "age:4d..6d", "touch>1d", "touch<3d", "site<2h",
            "updated<1h", "site>touch", "touch>age", "updated>=2026-11-02", "created:2026-10-28", "created<2026-11-01",
            "created:2026-10-01..2026-10-28", "hidden:no", "may:call", "may:email", "-may:text", "sync:queued",
            "(tag:dnc or stage:new) zoe", "-(tag:dnc or stage:closed)", "zoe or nobody",
        ]
    )
    func matches(text: String) throws {
        #expect(try LeadQuery.parse(text).matches(Self.jane, context: context))
    }

    @Test(
        "does not match",
        arguments: [
            "nobody", "zoe nobody", "zoemuller", "5559999", "42x", "65109596013664", "-zoe", "stage:ne", "stage:lead",
            "stage=new", "source=zillow", "tag:ho", "tag=hot", "tag:lead", "tag:none", "owner:none", "owner:bruno",
            "owner:agent2@example.com", "owner=alice", "name:zoemuller", "name=zoe", "phone=5550142", "phone:9999",
            "phone:555*",
            "phone=\"+44 5125550142\"",
            "email=example.com", "pond:shark", "pond:*", "type:renter", "type:none", "score>82", "score<82",
            "score:none",
            "score:83..90", "id:1", "price:700k..1m", "price>650k", "price<400k", "price:none", "bedrooms<3", "age<5d",
            "age>5d", "touch:none", "touch>2d", "site>1h", "touch>site", "age>touch", "created:2026-10-27",
            "created>2026-10-28", "created<2026-10-28", "hidden:yes", "may:text", "sync:clean", "sync:failed,conflict",
            "-(tag:dnc or stage:new)", "zoe -sync:queued",
        ]
    )
    func doesNotMatch(text: String) throws {
        #expect(try !LeadQuery.parse(text).matches(Self.jane, context: context))
    }

    @Test(
        "an empty field answers to none and to nothing else",
        arguments: [
            "stage", "source", "tag", "owner", "pond", "phone", "email", "score", "price", "bedrooms", "type", "age",
            "touch", "site", "updated",
        ]
    )
    func none(field: String) throws {
        #expect(try LeadQuery.parse("\(field):none").matches(Self.blank, context: context))
        for value in ["*", "0", "<0", ">=0", "<100y", ">0d", "<touch", ">touch", "buyer"] {
            // Most fields refuse most of these values; those that take one must not find the empty lead by it.
            guard let query = try? LeadQuery.parse("\(field):\(value)") else { continue }
            #expect(!query.matches(Self.blank, context: context), "\(field):\(value)")
        }
    }

    @Test("a visit counts as later than a touch that never happened")
    func neverTouched() throws {
        var row = Self.jane
        row.lead.lastTouchAt = nil
        #expect(try LeadQuery.parse("site>touch").matches(row, context: context))
        #expect(try !LeadQuery.parse("site<touch").matches(row, context: context))
        #expect(try !LeadQuery.parse("touch<site").matches(row, context: context))
    }

    @Test("a day begins where the person is")
    func dayZone() throws {
        var row = Self.jane
        // 2026-11-02 02:00 UTC is still the first of November in Chicago.
        row.lead.createdAt = Date(timeIntervalSince1970: 1_793_584_800)
        let day = try LeadQuery.parse("created:2026-11-01")
        #expect(!day.matches(row, context: QueryContext(now: SampleLeads.now)))
        #expect(day.matches(row, context: QueryContext(now: SampleLeads.now, secondsFromGMT: -6 * 3_600)))
    }

    @Test(
        "a day is the person's day on either side of a change of the clocks",
        arguments: [
            // 00:30 on 9 July in Chicago, asked in November, when the offset is another.
            (1_783_575_000, "2026-07-09"), (1_783_573_200, "2026-07-09"), (1_783_573_199, "2026-07-08"),
            // The long day of November: 00:00 CDT to 24:00 CST.
            (1_793_509_200, "2026-11-01"), (1_793_599_199, "2026-11-01"), (1_793_599_200, "2026-11-02"),
            // The short day of March.
            (1_772_949_600, "2026-03-08"), (1_773_032_399, "2026-03-08"), (1_773_032_400, "2026-03-09"),
        ]
    )
    func dayAcrossChange(moment: Double, day: String) throws {
        var row = Self.jane
        row.lead.createdAt = Date(timeIntervalSince1970: moment)
        let chicago = try #require(ZoneDatabase.system.rules("America/Chicago"))
        let context = QueryContext(now: SampleLeads.now, clock: chicago)
        #expect(context.secondsFromGMT == -21_600)
        for other in ["2026-07-08", "2026-07-09", "2026-11-01", "2026-11-02", "2026-03-08", "2026-03-09"] {
            #expect(try LeadQuery.parse("age:\(other)").matches(row, context: context) == (other == day), "\(other)")
        }
    }

    @Test("me finds nobody while it is not known who asks, and finds by id or by name")
    func me() throws {
        let mine = try LeadQuery.parse("owner:me")
        var row = Self.jane
        #expect(!mine.matches(row, context: QueryContext(now: SampleLeads.now)))
        row.lead.assignee = Assignee(id: SampleLeads.members[0].id.rawValue, name: "A. Johnson")
        #expect(mine.matches(row, context: context))
        row.lead.assignee = Assignee(id: 5, name: "Somebody Else")
        #expect(!mine.matches(row, context: context))
    }

    @Test("a range of prices typed the wrong way round is still a range")
    func reversedInquiry() throws {
        var row = Self.jane
        row.lead.inquiry = Inquiry(priceMin: 650_000, priceMax: 400_000)
        #expect(try LeadQuery.parse("price:500k").matches(row, context: context))
    }

    @Test("a line feed inside a text does not split it into two")
    func lineFeed() throws {
        var row = Self.blank
        row.lead.tags = ["a\ndnc"]
        #expect(try !LeadQuery.parse("tag:dnc").matches(row, context: context))
        #expect(try LeadQuery.parse("tag=\"a dnc\"").matches(row, context: context))
    }

    @Test(
        "lengths of time and calling hours make an answer depend on the time, nothing else does",
        arguments: [
            ("age<2d", true), ("jane or -touch>3h", true), ("may:call", true), ("-(may:text,email jane)", true),
            ("", false), ("age:none", false), ("may:email", false), ("age:2026-11-01", false), ("site>touch", false),
        ]
    )
    func dependsOnTime(text: String, depends: Bool) throws {
        #expect(try LeadQuery.parse(text).dependsOnTime == depends)
    }
}
