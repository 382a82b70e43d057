/// What happened to an invented lead since it came: visits, talks, notes.
struct BookHistory: Sendable {
    let team: BookTeam
    let nowMillis: Int64

    private static let minute: Int64 = 60_000

    func write(_ lead: inout BookLead, _ index: Int, _ random: inout SplitMix64) {
        addActivities(to: &lead, index, &random)
        addAutomatic(to: &lead, &random)
        let isWorked = lead.stage > 0
        if isWorked || random.chance(12) { addTalks(to: &lead, &random) }
        if isWorked && random.chance(60) { addNotes(to: &lead, &random) }
        markTalkedPhones(of: &lead)
        lead.communications.sort { $0.millis < $1.millis }
        lead.activities.sort { $0.millis < $1.millis }
    }

    /// A moment between the creation and a minute ago, crowded towards the creation.
    private func moment(after lead: BookLead, _ random: inout SplitMix64) -> Int64 {
        let span = max(Self.minute, nowMillis - lead.createMillis - Self.minute)
        let share = random.fraction()
        return min(nowMillis - 1_000, lead.createMillis + 1_000 + Int64(share * share * Double(span)))
    }

    private func addActivities(to lead: inout BookLead, _ index: Int, _ random: inout SplitMix64) {
        guard random.chance(62) else { return }
        // A few never leave the site, which makes second pages of 100.
        let count = index % 211 == 20 ? random.number(110, 160) : random.number(1, 12)
        for _ in 0..<count {
            let kind = random.pick(
                weighted: [
                    (SiteActivityDraft.Kind.browse, 58), (.search, 24), (.favorite, 10), (.request, 4),
                    (.submission, 4),
                ]
            )
            lead.activities.append(activity(kind, at: moment(after: lead, &random), &random))
        }
    }

    private func activity(
        _ kind: SiteActivityDraft.Kind,
        at millis: Int64,
        _ random: inout SplitMix64
    ) -> BookLead.SiteActivity {
        let place = random.pick(BookInterests.places)
        let street = "\(random.number(100, 9_900)) \(random.pick(BookInterests.streets))"
        let listing: JSON = [
            "streetAddress": .string(street), "city": .string(place.city), "state": "Texas",
            "zipCode": .string(place.zip), "price": .integer(Int64(random.number(20, 180)) * 10_000),
        ]
        switch kind {
        case .search:
            let text = "\(place.city), \(random.number(1, 5))+ beds, under $\(random.number(30, 95))0,000"
            return BookLead.SiteActivity(millis: millis, kind: kind, text: text)
        case .browse, .favorite:
            return BookLead.SiteActivity(millis: millis, kind: kind, text: street, listing: listing)
        case .request:
            return BookLead.SiteActivity(
                millis: millis,
                kind: kind,
                text: street,
                listing: listing,
                scheduledDate: "Saturday 10:00 AM"
            )
        case .submission:
            let page = random.pick(["Home Valuation", "Blog Registration", "Contact Us"])
            return BookLead.SiteActivity(millis: millis, kind: kind, text: "I would like to know more", pageName: page)
        }
    }

    /// The welcome that the system sends by itself.
    private func addAutomatic(to lead: inout BookLead, _ random: inout SplitMix64) {
        let millis = min(nowMillis - 1_000, lead.createMillis + Int64(random.number(20, 90)) * 1_000)
        if !lead.emails.isEmpty, !lead.cannotEmail, random.chance(55) {
            lead.communications.append(
                BookLead.Communication(
                    millis: millis,
                    channel: "Email",
                    kind: "Auto",
                    emailEvent: "Sent",
                    subject: "Your home search in Austin"
                )
            )
        }
        if !lead.phones.isEmpty, !lead.cannotText, random.chance(35) {
            lead.communications.append(BookLead.Communication(millis: millis, channel: "Text", kind: "Auto"))
        }
    }

    private func addTalks(to lead: inout BookLead, _ random: inout SplitMix64) {
        for _ in 0..<random.number(1, lead.stage > 1 ? 9 : 4) {
            let millis = moment(after: lead, &random)
            switch random.pick(weighted: [("Call", 45), ("Text", 33), ("Email", 22)]) {
            case "Call": lead.communications.append(call(at: millis, &random))
            case "Text":
                lead.communications.append(
                    BookLead.Communication(
                        millis: millis,
                        channel: "Text",
                        kind: "Manual",
                        isInbound: random.chance(40)
                    )
                )
            default: lead.communications.append(email(at: millis, &random))
            }
        }
    }

    private func call(at millis: Int64, _ random: inout SplitMix64) -> BookLead.Communication {
        let outcome = random.pick(
            weighted: [("Talked", 40), ("NoAnswer", 28), ("VoiceMessage", 26), ("BadNumber", 4), ("DNCContact", 2)]
        )
        let isLogged = random.chance(45)
        return BookLead.Communication(
            millis: millis,
            channel: "Call",
            kind: isLogged ? "Logged" : "Manual",
            isInbound: random.chance(15),
            outcome: outcome,
            content: isLogged ? random.pick(Self.callNotes) : nil
        )
    }

    private func email(at millis: Int64, _ random: inout SplitMix64) -> BookLead.Communication {
        let event = random.pick(weighted: [("Sent", 62), ("Opened", 33), ("Bounced", 5)])
        return BookLead.Communication(
            millis: millis,
            channel: "Email",
            kind: "Manual",
            isInbound: event == "Opened",
            emailEvent: event,
            subject: random.pick(Self.subjects)
        )
    }

    private func addNotes(to lead: inout BookLead, _ random: inout SplitMix64) {
        for _ in 0..<random.number(1, 3) {
            lead.notes.append(
                BookLead.Note(
                    millis: moment(after: lead, &random),
                    content: random.pick(Self.notes),
                    isPinned: random.chance(12),
                    isSystem: random.chance(8)
                )
            )
        }
    }

    /// 3 means talked; a number that must not be called keeps its mark.
    private func markTalkedPhones(of lead: inout BookLead) {
        guard !lead.phones.isEmpty, lead.phones[0].status == 2,
            lead.communications.contains(where: { $0.outcome == "Talked" })
        else { return }
        lead.phones[0].status = 3
    }

    private static let callNotes = [
        "Talked through the budget, wants to see two houses on Saturday.",
        "No answer, left a voicemail about the open house.",
        "Lease ends in March; wants to buy before that.",
        "Asked to be called back after work.",
        "Spouse takes part from now on; both prefer texts.",
    ]

    private static let subjects = [
        "Three homes that fit", "Re: Saturday showing", "Your pre-approval letter", "What your home is worth",
        "Closing checklist",
    ]

    private static let notes = [
        "Wants a fenced yard for two dogs, no HOA.",
        "Pre-approved up to 650k with Hill Country Lending.",
        "Relocating from Denver in June, renting until then.",
        "Prefiere hablar en español; llamar después de las 18 h.",
        "Saw the Duval Rd listing twice. Price is the only objection.",
        "Divorce in progress: be careful what goes to which address.",
        "Needs a bedroom on the ground floor for her mother.",
        "Looking at 房子 near the Asian market on N Lamar.",
        "Sold their last house with us in 2021 🎉",
    ]
}
