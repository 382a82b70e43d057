import FoundationEssentials
import Leads
import LoftyHTTP
import LoftySandbox
import TestSupport
import Testing

@testable import LoftyAPI

/// The client over live sockets against a service that read the contract on its own.
@Suite("Leads, notes and history against the sandbox", .timeLimit(.minutes(1)))
struct SandboxContractTests {
    private func withSandbox(leads: Int = 12, _ body: (Sandbox) async throws -> Void) async throws {
        // Its headers tell the client how much it may ask for.
        let sandbox = try await Sandbox.start(SandboxConfiguration(leads: leads, rateLimitPerMinute: 100_000))
        do {
            try await body(sandbox)
            await sandbox.stop()
        } catch {
            await sandbox.stop()
            throw error
        }
    }

    private func client(_ sandbox: Sandbox, key: String) -> LoftyClient {
        var configuration = LoftyConfiguration(baseURL: sandbox.endpoint.url, credential: .apiKey(key))
        configuration.time = ManualTime(skipsPauses: true).source
        return LoftyClient(configuration: configuration, transport: CurlTransport())
    }

    private func withClient(leads: Int = 12, _ body: (LoftyClient) async throws -> Void) async throws {
        try await withSandbox(leads: leads) { sandbox in
            try await body(client(sandbox, key: sandbox.endpoint.apiKey))
        }
    }

    private func makeLead(_ client: LoftyClient) async throws -> Lead.ID {
        try await client.createLead(LeadCreation(NewLead(firstName: "Zoë", lastName: "Ortiz")))
    }

    @Test("a lead born with everything shows all of it")
    func createsWhole() async throws {
        try await withClient { client in
            var creation = LeadCreation(NewLead(firstName: "Zoë", emails: ["zoe@example.com"], tags: ["Hot"]))
            creation.profile.birthday = Birthday(year: 2001, month: 6, day: 5)
            creation.profile.language = "fr"
            creation.profile.segments = ["VIP"]
            creation.profile.cannotText = true
            creation.profile.qualification.hasMortgage = .known(.yes)
            creation.profile.customAttributes = [CustomAttribute(name: "Pets", kind: .known(.text), value: "cat")]
            creation.profile.inquiry = LeadInquiry(
                priceMax: 500_000,
                propertyTypes: [.known(.condo)],
                locations: [LeadInquiry.Location(city: "Portland", stateCode: "OR")]
            )
            creation.profile.property = LeadProperty(streetAddress: "22 Elm St", city: "Portland")
            var spouse = FamilyMember(firstName: "Max", relationship: "Husband")
            spouse.phones = ["5035550103"]
            creation.profile.family = [spouse]
            creation.profile.ownership = .team
            creation.routing = .company
            creation.note = LeadCreation.FirstNote("Met at the open house", isPinned: true)
            let id = try await client.createLead(creation)

            let details = try await client.leadDetails(id)
            #expect(details.unreadable.isEmpty)
            #expect(details.lead.tags == ["Hot"])
            #expect(details.lead.language == "fr")
            #expect(details.lead.permissions.cannotText)
            #expect(details.birthday == "Jun 5, 2001")
            #expect(details.segments == ["VIP"])
            #expect(details.qualification.hasMortgage == .known(.yes))
            #expect(details.qualification.wantsToBuy == nil, "N/A is unset")
            #expect(details.customAttributes == creation.profile.customAttributes)
            #expect(details.inquiry?.priceMax == 500_000)
            #expect(details.inquiry?.priceMin == nil, "-1 is unset")
            #expect(details.inquiry?.propertyTypes == [.known(.condo)])
            #expect(details.inquiry?.locations == creation.profile.inquiry?.locations)
            #expect(details.properties.map(\.streetAddress) == ["22 Elm St"])
            #expect(details.family == [spouse])
            #expect(details.ownership == .team)
            #expect(details.roles.contains { $0.name == "Buyer Agent" })
            let notes = try await client.noteRecords(of: id)
            #expect(notes.map(\.text) == ["Met at the open house"])
            #expect(notes.map(\.isPinned) == [true])
        }
    }

    @Test("an edit changes what it names and nothing else")
    func editsPartially() async throws {
        try await withClient { client in
            let id = try await makeLead(client)
            var edit = LeadEdit(addingTags: ["Hot", "Cold"])
            edit.profile.referredBy = "Bob"
            try await client.updateLead(id, edit)
            var details = try await client.leadDetails(id)
            #expect(details.lead.firstName == "Zoë")
            #expect(!details.lead.isHidden)
            #expect(details.lead.referredBy == "Bob")
            #expect(Set(details.tags.map(\.name)) == ["Hot", "Cold"])
            var clearing = LeadEdit()
            clearing.clearsAllTags = true
            try await client.updateLead(id, clearing)
            details = try await client.leadDetails(id)
            #expect(details.tags.isEmpty)
            #expect(details.lead.referredBy == "Bob")
        }
    }

    @Test("a lead that is hidden is there for its agent, and for nobody else any more")
    func hides() async throws {
        try await withSandbox { sandbox in
            let admin = client(sandbox, key: sandbox.endpoint.apiKey)
            let key = try #require(sandbox.endpoint.memberKeys.first { $0.role == "agent" })
            let agent = client(sandbox, key: key.apiKey)
            let id = try await makeLead(admin)
            try await admin.assignLead(id, [LeadAssignment(.agent, account: key.email)])
            var edit = LeadEdit()
            edit.isHidden = true
            try await admin.updateLead(id, edit)
            let error = await failure { try await admin.leadDetails(id) }
            #expect(error?.kind == .notFound)
            #expect(error?.code == 20_006)
            #expect(await failure { try await admin.updateLead(id, LeadEdit(stage: "Contacted")) }?.kind == .notFound)
            #expect(try await admin.leads(LeadListRequest()).leads.contains { $0.id == id } == false)
            let details = try await agent.leadDetails(id)
            #expect(details.lead.isHidden)
            #expect(details.lead.firstName == "Zoë")
        }
    }

    @Test("one custom field is set without losing the others")
    func setsCustomAttributes() async throws {
        try await withClient { client in
            let id = try await makeLead(client)
            let pets = CustomAttribute(name: "Pets", kind: .known(.text), value: "cat")
            let shoe = CustomAttribute(name: "Shoe", kind: .known(.number), value: "9")
            #expect(try await client.setCustomAttributes([pets], of: id) == [pets])
            #expect(try await client.setCustomAttributes([shoe], of: id) == [pets, shoe])
        }
    }

    @Test("a property is merged by its address, changed by its id, and refused on another lead")
    func setsProperties() async throws {
        try await withClient { client in
            let id = try await makeLead(client)
            var edit = LeadEdit()
            edit.profile.property = LeadProperty(streetAddress: "22 Elm St", city: "Portland")
            try await client.updateLead(id, edit)
            edit.profile.property?.bathrooms = 2.5
            try await client.updateLead(id, edit)
            var stored = try await client.leadDetails(id).properties
            #expect(stored.map(\.bathrooms) == [2.5])
            #expect(stored.map(\.price) == [nil])
            edit.profile.property?.id = try #require(stored.first?.id)
            edit.profile.property?.price = 450_000
            try await client.updateLead(id, edit)
            stored = try await client.leadDetails(id).properties
            #expect(stored.map(\.price) == [450_000])
            let other = try await makeLead(client)
            let error = await failure { try await client.updateLead(other, edit) }
            #expect(error?.kind == .notFound)
            #expect(error?.code == 200_108)
        }
    }

    @Test("a trashed lead is found only where one looks for it")
    func findsTrashed() async throws {
        try await withClient { client in
            let id = try await makeLead(client)
            try await client.trashLead(id, reason: "Duplicate")
            #expect(await failure { try await client.leadDetails(id) }?.code == 20_006)
            #expect(try await client.leadDetails(id, includingTrashed: true).lead.id == id)
        }
    }

    @Test("roles are given by account, and routing is tried without a lead")
    func assigns() async throws {
        try await withClient { client in
            let id = try await makeLead(client)
            let members = try await client.members()
            let me = try await client.me()
            let member = try #require(members.first { $0.id != me.id })
            try await client.assignLead(id, [LeadAssignment(.agent, account: member.email)])
            #expect(try await client.leadDetails(id).lead.assignee?.name == member.fullName)
            let stranger = LeadAssignment(.lender, account: "nobody@example.com")
            #expect(await failure { try await client.assignLead(id, [stranger]) }?.code == 20_012)
            let outcomes = try await client.previewRouting(RoutingTrial(firstName: "Jane", email: "j@example.com"))
            let accounts = outcomes.flatMap(\.roles).compactMap(\.account)
            #expect(!accounts.isEmpty && accounts.allSatisfy { members.map(\.email).contains($0) })
        }
    }

    @Test("filters by segment, language, office and role find the leads that have them")
    func filters() async throws {
        try await withClient(leads: 60) { client in
            let id = try await makeLead(client)
            var edit = LeadEdit()
            edit.profile.segments = ["Only Here"]
            edit.profile.language = "ja"
            try await client.updateLead(id, edit)
            let member = try await client.me()
            try await client.assignLead(id, [LeadAssignment(.assistant, account: member.email)])
            let role = try #require(try await client.leadDetails(id).roles.first { $0.assigneeID != nil })
            var request = LeadListRequest()
            request.segments = ["Only Here"]
            #expect(try await client.leads(request).leads.map(\.id) == [id])
            request.languages = ["ja"]
            request.roles = [LeadListRequest.RoleFilter(role: role.name, assigneeIDs: [try #require(role.assigneeID)])]
            #expect(try await client.leads(request).leads.map(\.id) == [id])
            request.languages = ["de"]
            #expect(try await client.leads(request).leads.isEmpty)
            request = LeadListRequest()
            request.officeID = .max
            #expect(try await client.leads(request).total == 0)
        }
    }

    @Test("every order is taken, and brings the same leads", arguments: LeadListRequest.Sort.allCases)
    func sorts(by sort: LeadListRequest.Sort) async throws {
        try await withClient { client in
            var report: LeadListingReport?
            for try await event in client.allLeads(LeadListRequest(sort: sort, limit: 5)) {
                if case .end(let end) = event { report = end }
            }
            #expect(report?.isComplete == true)
            #expect(report?.distinct == 12)
        }
    }

    @Test("a note is added, pinned, changed without losing its pin, and deleted")
    func editsNotes() async throws {
        try await withClient { client in
            let lead = try await makeLead(client)
            let id = try await client.addNote("Wants a garden", to: lead, isPinned: true)
            try await client.updateNote(id, of: lead, NoteEdit(text: "Wants a garage"))
            let note = try await client.note(id)
            #expect(note.text == "Wants a garage")
            #expect(note.isPinned)
            #expect(note.leadID == lead)
            #expect(note.timelineID?.rawValue != note.id.rawValue)
            let other = try await makeLead(client)
            #expect(
                await failure { try await client.updateNote(id, of: other, NoteEdit(text: "x")) }?.kind
                    == .invalidRequest
            )
            try await client.deleteNote(id)
            #expect(await failure { try await client.note(id) }?.code == 20_007)
            #expect(try await client.noteRecords(of: lead, includingSystemNotes: true).isEmpty)
        }
    }

    @Test("the three kinds of logs are kept, listed both ways, found and deleted")
    func logsContacts() async throws {
        try await withClient { client in
            let lead = try await makeLead(client)
            var logged: [ContactLogRecord.ID] = []
            for number in 1...5 {
                let call = ContactLog.Channel.call(phone: "503555010\(number)", outcome: .voiceMessage)
                logged.append(try await client.logContact(ContactLog(call, text: "Call \(number)"), on: lead).id)
            }
            let email = ContactLog.Channel.email(subject: "Homes", to: "z@example.com", from: "a@example.com")
            let mail = try await client.logContact(
                ContactLog(email, text: "See you", direction: .inbound, isPinned: true),
                on: lead
            )
            try await client.logContact(ContactLog(.text, text: "ok"), on: lead)
            #expect(mail.emailSubject == "Homes" && mail.isPinned && mail.direction == .known(.inbound))

            let newest = try await client.allContactLogs(of: lead, .call, newestFirst: true, pageSize: 2).all()
            #expect(newest.map(\.id) == logged.reversed())
            let oldest = try await client.contactLogs(
                ContactLogRequest(lead: lead, kind: .call, page: .offset(1), limit: 2)
            )
            #expect(oldest.records.map(\.text) == ["Call 2", "Call 3"])
            #expect(oldest.nextCursor != nil)
            let record = try await client.contactLog(mail.id)
            #expect(record == mail)
            try await client.deleteContactLog(mail.id)
            #expect(await failure { try await client.contactLog(mail.id) }?.code == 20_007)

            let communications = try await client.allCommunications(
                of: lead,
                timeZoneID: "Asia/Tokyo",
                pageSize: 4
            ).all()
            #expect(communications.map(\.note) == (1...5).map { "Call \($0)" } + ["ok"])
            #expect(communications.allSatisfy { $0.origin == .known(.logged) && $0.leadID == lead })
            #expect(communications.last?.channel == .known(.text))
        }
    }

    @Test("a visit is logged with its home, and read back newest first over several pages")
    func logsVisits() async throws {
        try await withClient { client in
            let lead = try await makeLead(client)
            for number in 1...101 {
                var visit = SiteActivity(
                    .browse,
                    text: "Home \(number)",
                    link: "https://example.com/\(number)",
                    picture: "https://example.com/p.jpg",
                    at: Date(timeIntervalSince1970: 1_747_272_300 + Double(number))
                )
                visit.listing = LeadProperty(streetAddress: "\(number) Elm St")
                visit.listing?.price = 100_000
                try await client.logSiteActivity(visit, on: lead)
            }
            let visits = try await client.allSiteActivities(of: lead).all()
            #expect(visits.map(\.text) == (1...101).reversed().map { "Home \($0)" })
            #expect(visits.first?.listing?.price == 100_000)
        }
    }

    @Test("the change log tells of stages and notes, page by page, and only inside its bounds")
    func readsSystemLogs() async throws {
        try await withClient { client in
            let lead = try await makeLead(client)
            let stages = try await client.stages()
            for stage in stages.suffix(2) { try await client.updateLead(lead, LeadEdit(stage: stage.name)) }
            let note = try await client.addNote("x", to: lead, isPinned: false)
            try await client.deleteNote(note)
            let log = try await client.allSystemLogs(of: lead, pageSize: 2).all()
            #expect(log.contains { $0.type == 18 })
            let change = try #require(log.first { $0.title == "TeamStageChange" })
            #expect(change.from.kind == .known(.agent))
            #expect(change.leadID == lead)
            if case .fields(let fields) = change.content {
                #expect(fields["toStageName"] == stages.last?.name)
            } else {
                Issue.record("the content is no object")
            }
            let later = change.at.addingTimeInterval(3_600)
            #expect(try await client.allSystemLogs(of: lead, since: later).all().isEmpty)
            let foreign = Lead.ID(1)
            #expect(
                await failure { try await client.systemLogs(SystemLogRequest(lead: foreign)) }?.kind == .notGranted
            )
        }
    }
}
