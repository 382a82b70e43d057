import Commands
import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("The parts of the screen")
struct ScreenPartsTests {
    private func lines(_ state: AppState, _ width: Int, _ height: Int) -> [String] {
        Scenes.frame(state, width: width, height: height).lines
    }

    /// Tells the state how many rows it has.
    private func settle(_ state: inout AppState, _ width: Int, _ height: Int) {
        let size = Size(width: width, height: height)
        let layout = ScreenLayout(size: size, preferences: state.layout, focus: .list)
        let viewport = Screen.viewport(state, layout: layout, context: PaneContext())
        _ = AppReducer.reduce(&state, .happened(.viewport(viewport)))
    }

    private func opened(_ actions: Action...) -> AppState {
        var state = Scenes.book
        for action in actions { _ = AppReducer.reduce(&state, action) }
        return state
    }

    @Test(
        "before anything was read no queue is called empty",
        arguments: [
            (LinkState.connecting, "Reading leads from the server"), (.online, "Reading leads from the server"),
            (.offline(since: Scenes.now, reason: "no route"), "R tries now."),
            (.credentialRejected, "Nothing has been read yet."),
        ]
    )
    func unread(link: LinkState, words: String) {
        var state = Scenes.emptyBook
        state.account.freshness = Freshness()
        for index in state.queues.indices { state.queues[index].count = 0 }
        state.account.link = link
        let text = lines(state, 80, 24).joined(separator: "\n")
        #expect(text.contains(words))
        #expect(!text.contains("is empty"))
        state.account.freshness.bookAt = Scenes.now
        #expect(lines(state, 80, 24).joined(separator: "\n").contains("is empty"))
    }

    @Test(
        "a wider list has more columns, and the name keeps 17 cells before another comes",
        arguments: [
            (40, "wait name stage score"), (44, "wait name flag stage score"), (55, "wait name flag stage score type"),
            (64, "wait name flag stage score type touch"), (80, "wait name flag stage score type touch next"),
            (96, "wait name flag stage score type touch next source owner"),
            (114, "wait name flag stage score type touch next source owner tags"),
            (158, "wait name flag stage score type touch next source owner tags phone"),
        ]
    )
    func columns(width: Int, kinds: String) {
        let columns = ListColumns(width: width).all

        #expect(columns.map { "\($0.kind)" }.joined(separator: " ") == kinds)
        for (left, right) in zip(columns, columns.dropFirst()) { #expect(left.x + left.width + 1 == right.x) }
        #expect(columns.allSatisfy { $0.x + $0.width <= width })
        if width >= 55 { #expect(columns[1].width >= 17) }
    }

    @Test(
        "the columns that a person chose stand in their order, and the last ones go where there is no room",
        arguments: [
            (64, "name stage tags:20 owner", "name stage tags owner"),
            (40, "name stage tags:20 owner", "name stage owner"),
            (40, "tags:60 name", "name"), (64, "score name:60 wait", "name"), (12, "phone name", "name"),
            (158, "phone tags owner name", "phone tags owner name"), (5, "name", "name"),
        ]
    )
    func chosenColumns(width: Int, words: String, kinds: String) throws {
        let choice = try ListColumnChoice(words.split(separator: " ").map(String.init))
        let columns = ListColumns(width: width, choice: choice).all

        #expect(columns.map(\.kind.rawValue).joined(separator: " ") == kinds)
        for (left, right) in zip(columns, columns.dropFirst()) { #expect(left.x + left.width + 1 == right.x) }
        if width >= 40 { #expect(columns.allSatisfy { $0.x + $0.width <= width }) }
        #expect(columns.allSatisfy { $0.width >= 2 })
    }

    @Test("chosen columns are painted at once, also where the rows were painted before")
    func choosing() throws {
        var state = Scenes.book
        let before = Scenes.frame(state, width: 120, height: 40).lines
        _ = AppReducer.reduce(&state, .navigate(.setColumns(try ListColumnChoice(["owner", "name"]))))
        let after = Scenes.frame(state, width: 120, height: 40).lines
        #expect(before.contains { $0.contains("WAIT") } && !after.contains { $0.contains("WAIT") })
        #expect(after.contains { $0.contains("OWNER") && $0.contains("NAME") })
        #expect(after.contains { $0.contains("Jane Smith") })
    }

    @Test("the selected row is filled over its whole width, and quieter while another pane has the focus")
    func filledRow() throws {
        for (name, look) in GoldenTests.looks {
            let focused = Scenes.frame(Scenes.book, width: 120, height: 40, look: look)
            let unfocused = Scenes.frame(opened(.navigate(.open)), width: 120, height: 40, look: look)
            let y = try #require(focused.lines.firstIndex { $0.contains("Jane Smith") && $0.contains("▌") })
            let bar = look.fill(.selection)
            for x in 1..<65 {
                let cell = focused[x, y].style
                #expect(cell.background == bar.background, "\(name) at \(x)")
                #expect(cell.attributes.contains(.reverse) == bar.attributes.contains(.reverse), "\(name) at \(x)")
                #expect(unfocused[x, y].style != cell, "\(name) at \(x)")
            }
        }
    }

    @Test("an overlay leaves the row of its lead in sight at every size", arguments: GoldenTests.sizes)
    func rowStays(width: Int, height: Int) throws {
        var rows = (0..<60).map { number in
            LeadRow(lead: Lead(id: Lead.ID(Int64(number + 10)), firstName: "No\(number)"), syncState: .clean)
        }
        rows[37].lead.firstName = "Wanted"
        rows[37].lead.createdAt = Scenes.now - 100
        for overlay in [Action.open(.stages), .open(.note), .open(.callOutcomes), .work(.trash(reason: "double"))] {
            var state = Scenes.book(of: rows)
            // The cursor at the lower edge is where an overlay would cover it.
            settle(&state, width, height)
            for action in [.navigate(.move(.lines(37))), overlay] {
                _ = AppReducer.reduce(&state, action)
            }

            let lines = lines(state, width, height)

            let row = lines.contains { $0.contains("Wanted") && $0.contains("1m") }
            #expect(row, "\(overlay)\n\(lines.joined(separator: "\n"))")
            #expect(lines.contains { $0.contains("Wanted") && !$0.contains("1m") }, "the title names the lead")
        }
    }

    @Test("the header says what waits and until when, and calls nothing the same that was not read")
    func headerLink() {
        var state = Scenes.book
        let header = { (event: Event) in
            _ = AppReducer.reduce(&state, .happened(event))
            return lines(state, 200, 24)[0]
        }
        #expect(
            header(.freshness(Freshness())).contains("not read yet")
                && !header(.freshness(Freshness())).contains("synced")
        )
        #expect(header(.freshness(Freshness(bookAt: Scenes.now - 130))).contains("synced · book 2m"))
        #expect(header(Scenes.isRead).contains("synced 10s"))
        #expect(header(.link(.limited(until: Scenes.now + 23.4))).contains("limit reached, 24s"))
        #expect(header(.link(.limited(until: Scenes.now - 1))).contains("limit reached "))
    }

    @Test("the header drops names from the last tab on, then words, and keeps the active tab and what needs a person")
    func header() {
        var state = Scenes.book
        _ = AppReducer.reduce(&state, .happened(.outboxChanged(Scenes.entries)))
        let header = { (width: Int) in lines(state, width, 24)[0] }

        #expect(header(200).contains("8 Failed") && header(200).contains("● synced"))
        #expect(header(120).contains("2 Back on site") && header(120).contains("8·0"))
        #expect(header(80).contains("2·3") && !header(80).contains("synced"))
        for width in [200, 120, 100, 80, 60, 40] {
            let text = header(width)
            #expect(text.contains("1 New 4") && text.contains("●"), "\(width): \(text)")
            #expect(text.contains("!1 ≠1"), "\(width): \(text)")
        }
    }

    @Test("tabs scroll as far as the active queue needs it, and only the first nine have a key")
    func manyTabs() {
        var state = Scenes.book
        state.queues += (10...14).map { number in
            QueueState(
                definition: QueueDefinition(name: "Own \(number)", query: .everything, sort: LeadSort(.created))
            )
        }
        let header = { (width: Int) in lines(state, width, 24)[0] }
        #expect(header(80).contains("1 New 4") && header(80).contains("›"), "\(header(80))")
        // How fresh the screen is and what waits to be sent say more than a tab without a key.
        #expect(header(120).contains("synced") && header(120).contains("outbox"), "\(header(120))")
        for active in [8, 9, 13] {
            state.activeQueue = active
            for width in [200, 120, 80, 40] {
                let (text, name) = (header(width), state.queues[active].definition.name)
                #expect(text.contains(name), "\(active), \(width): \(text)")
                #expect(text.contains("\(active + 1) \(name)") == (active < 9), "\(active), \(width): \(text)")
                if width == 40 { #expect(text.contains("‹"), "\(active): \(text)") }
            }
        }
        #expect(header(80).contains("‹") && !header(80).contains("›"), "nothing comes after the last: \(header(80))")
    }

    @Test("K16: what Tab offers, and what is wrong with a filter, stands above the line it is typed in")
    func filterAdvice() throws {
        let typed = { (text: String) in
            var state = opened(.open(.filter), .overlay(.filter(.edit(.insert(text)))))
            state.vocabulary = QueryVocabulary(stages: [QueryVocabulary.Label("New Lead", count: 1_204)])
            return lines(state, 80, 24).dropLast().suffix(3).joined(separator: "\n")
        }
        #expect(typed("stage:n").contains("Tab \"New Lead\" 1,204") || typed("stage:n").contains("New Lead\" 1 204"))
        #expect(typed("stge:new ").contains("stge") && typed("stge:new ").contains("did you mean stage"))
        #expect(typed("stage:nwe").contains("did you mean “New Lead”?   Tab takes it"), "\(typed("stage:nwe"))")
        #expect(!typed("o'brien").contains("Tab"), "\(typed("o'brien"))")
    }

    @Test("a queue of one's own says which stage is gone, with leads in it and without")
    func goneStage() throws {
        for leads in [Scenes.leads, []] {
            var state = Scenes.book(of: leads)
            state.queues[0].definition = QueueDefinition(
                name: "Own",
                query: try LeadQuery.parse("stage:new,Qualifid"),
                sort: LeadSort(.created)
            )
            let text = lines(state, 120, 40).joined(separator: "\n")
            #expect(text.contains("no stage “Qualifid”"), "\(text)")
            #expect(text.contains("is it “Qualified” now?") == leads.isEmpty, "\(text)")
        }
    }

    @Test("the footer keeps help, whatever else has to go, and names what has the keys")
    func footer() throws {
        for (width, height) in [(160, 50), (120, 40), (80, 24), (40, 10)] {
            let panes = try #require(lines(Scenes.book, width, height).last)
            #expect(panes.contains("? help"), "\(width)")
            let picker = try #require(lines(opened(.open(.stages)), width, height).last)
            #expect(picker.contains(" STAGE ") && !picker.contains("assign"), "list verbs do not stand under a picker")
        }
    }

    @Test("a picker says what Enter will do before it is pressed")
    func effect() {
        let text = lines(opened(.open(.stages), .overlay(.picker(.move(.lines(1))))), 120, 40).joined(separator: "\n")

        #expect(text.contains("Enter will") && text.contains("○ New Lead  →  ◔ Contacted"))
        #expect(text.contains("u takes it back"))
    }

    @Test("a step in a long list changes two rows of the list")
    func step() {
        let rows = (0..<60).map { number in
            LeadRow(lead: Lead(id: Lead.ID(Int64(number + 10)), firstName: "No\(number)"), syncState: .clean)
        }
        var state = Scenes.book(of: rows)
        settle(&state, 120, 40)
        let before = Scenes.frame(state, width: 120, height: 40)
        _ = AppReducer.reduce(&state, .navigate(.move(.lines(1))))
        let after = Scenes.frame(state, width: 120, height: 40)

        let changed = (3..<38).filter { y in (0..<66).contains { before[$0, y] != after[$0, y] } }

        #expect(changed.count == 2)
    }

    @Test(
        "stages get their place by the team's order; those off the line have none",
        arguments: [
            ("New Lead", PipelinePlace.live(1)), ("Closed", .live(5)), ("Nurture", .parked), ("Archived", .dead),
            ("Somewhere else", .parked),
        ]
    )
    func pipeline(stage: String, place: PipelinePlace) {
        let names = ["New Lead", "Contacted", "Qualified", "Nurture", "Under Contract", "Closed", "Archived"]
        let stages = names.enumerated().map { Stage(id: Stage.ID(rawValue: Int64($0.offset)), name: $0.element) }

        #expect(Pipeline(stages).place(of: stage) == place)
    }

    @Test(
        "a new lead's wait is in time, late, past three targets, and no race after a day or a contact",
        arguments: [
            (299.0, "4m"), (899.0, "14m"), (901.0, "!15m"), (5_000.0, "!1h"), (86_399.0, "!23h"), (86_401.0, nil),
        ] as [(Double, String?)]
    )
    func wait(age: Double, text: String?) {
        var lead = Lead(id: Lead.ID(1), firstName: "A", createdAt: Scenes.now - age)
        #expect(LeadWait(lead, now: Scenes.now)?.text == text)

        lead.lastTouchAt = Scenes.now
        #expect(LeadWait(lead, now: Scenes.now) == nil)
    }

    @Test("without UTF-8 no sign outside ASCII is drawn, but the letters of names")
    func ascii() {
        let look = Look.choose(for: TerminalFacts(colors: .monochrome), glyphs: .ascii)
        for (width, height) in GoldenTests.sizes {
            let frame = Scenes.frame(opened(.open(.stages)), width: width, height: height, look: look)
            let strange = frame.lines.joined().unicodeScalars.filter { !$0.isASCII && !$0.properties.isAlphabetic }
            #expect(
                Set(strange).subtracting(["\u{FFFD}"]).isEmpty,
                "\(width): \(String(String.UnicodeScalarView(strange)))"
            )
        }
    }

    @Test(
        "days are told on the person's clock",
        arguments: [
            (0.0, 0, "Today · Mon 21 Sep"), (60_000.0, 0, "Sun 20 Sep"), (40_000_000.0, 0, "Sun 15 Jun 2025"),
            (0.0, 10 * 3_600, "Today · Tue 22 Sep"),
        ]
    )
    func day(ago: Double, offset: Int, text: String) {
        #expect(Formatters.day(Scenes.now - ago, now: Scenes.now) { _ in offset } == text)
    }

    @Test("a date beyond all calendars is told and breaks nothing", arguments: [1e18, -1e18, .infinity])
    func absurdDay(seconds: Double) {
        let day = Formatters.day(Date(timeIntervalSince1970: seconds), now: Scenes.now) { _ in 0 }
        #expect(!day.isEmpty)
    }
}
