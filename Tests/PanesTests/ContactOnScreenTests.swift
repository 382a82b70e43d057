import FoundationEssentials
import Leads
import Terminal
import Testing
import ViewModels

@testable import Panes

@Suite("May I contact them, on the screen")
struct ContactOnScreenTests {
    /// The book with its first lead changed.
    private func book(_ change: (inout Lead) -> Void) -> AppState {
        var rows = Scenes.leads
        change(&rows[0].lead)
        var state = Scenes.book
        Scenes.show(rows, in: &state)
        return state
    }

    private func lines(_ state: AppState, width: Int = 120, height: Int = 40) -> [String] {
        Scenes.frame(state, width: width, height: height).lines
    }

    @Test("the number to call stands first, and the listed one says call ✗ and why")
    func callableFirst() throws {
        let state = book { $0.phones = [Phone("7375550107", status: .dncNumber), Phone("5125550142", status: .valid)] }

        let lines = lines(state)

        let listed = try #require(lines.firstIndex { $0.contains("(737) 555-0107") })
        let callable = try #require(lines.firstIndex { $0.contains("(512) 555-0142") })
        #expect(callable < listed)
        #expect(lines[callable].contains("✓ call ✓ text"))
        #expect(lines[listed].contains("✗ call ✗ text"))
        #expect(lines[listed + 1].contains("do-not-call list"))
    }

    @Test("a number that may be called though not texted keeps the word of its state")
    func calledNotTexted() throws {
        let state = book { $0.permissions.cannotText = true }
        let line = try #require(lines(state).first { $0.contains("(512) 555-0142") })
        #expect(line.contains("(512) 555-0142 valid ✓ call ✗ text"))
    }

    @Test("K12: all numbers and addresses are there with their state, at 120×40 and at 80×24")
    func everyNumber() {
        for (width, height) in [(120, 40), (80, 24)] {
            let text = lines(Scenes.book, width: width, height: height).joined()
            for fact in ["(512) 555-0142", "(737) 555-0107", "do-not-call list", "jane.smith@example.com ✓ email"] {
                #expect(text.contains(fact), "\(fact) at \(width)×\(height)")
            }
        }
    }

    @Test(
        "a key of triage that is blocked says the reason whole at 80 columns, where the name stands above it",
        arguments: [
            ([], "no phone number, and Lofty wants one with every call"),
            ([Phone("7375550107", status: .dncNumber)], "may not be called: number on a do-not-call list"),
        ]
    )
    func blockedKeys(phones: [Phone], reason: String) {
        var state = book { $0.phones = phones }
        _ = AppReducer.reduce(&state, .handle(.startTriage))
        let keys = lines(state, width: 80, height: 24).filter { $0.contains("1 talked") || $0.contains("3 no answer") }
        #expect(keys.count == 2)
        #expect(keys.allSatisfy { $0.contains(reason) }, "\(keys)")
    }

    @Test("the team's own fields and the birthday stand in the detail, masked where others look on")
    func teamFields() {
        var state = book {
            $0.birthday = "Jun 5, 1981"
            $0.teamFields = [TeamField(name: "Pets", value: "two dogs"), TeamField(name: "Gate code", value: "4711")]
        }
        for action in MaskTests.zoomedDetail { _ = AppReducer.reduce(&state, action) }
        let text = lines(state, height: 60)
        for fact in ["fields   Birthday Jun 5, 1981", "Pets two dogs", "Gate code 4711"] {
            #expect(text.contains { $0.contains(fact) }, "\(fact)")
        }
        _ = AppReducer.reduce(&state, .navigate(.toggleMask))
        #expect(!lines(state, height: 60).contains { $0.contains("two dogs") || $0.contains("4711") })
    }

    @Test("what Lofty says of the lead's interest is there without a score too")
    func hint() {
        let state = book {
            $0.score = nil
            $0.opportunity = "High Interest"
        }
        #expect(lines(state).contains { $0.contains("High Interest") })
    }

    @Test("after “do not contact this person” nothing of the lead is shown as callable, before it is sent")
    func asksNotToBeContacted() throws {
        var state = Scenes.book
        let call = LeadChange.logCall(
            LeadChange.CallLog(outcome: .dncContact, phone: "5125550142", text: "asked")
        )
        let entry = OutboxEntry(
            id: OutboxEntry.ID(rawValue: 9),
            leadID: Scenes.leads[0].lead.id,
            leadName: "Jane Smith",
            change: call,
            status: .queued,
            createdAt: Scenes.now
        )
        _ = AppReducer.reduce(&state, .happened(.outboxChanged([entry])))

        let lines = lines(state)

        #expect(!lines.joined().contains("✓ call") && !lines.joined().contains("✓ text"))
        let row = try #require(lines.first { $0.contains("42s Jane Smith") })
        #expect(row.contains("DNC"))
    }

    @Test("outside the hours there the detail says when they begin, on the lead's clock, and call is not offered")
    func quietHours() throws {
        // 14:13 in Greenwich is 04:13 in Honolulu.
        let lines = lines(
            book {
                $0.phones = [Phone("8085550142", status: .valid)]; $0.inquiry = Inquiry()
            }
        )

        let number = try #require(lines.firstIndex { $0.contains("(808) 555-0142") })
        #expect(lines[number].contains("✗ call ✗ text"))
        let reason = lines[(number + 1)...(number + 2)].joined()
        #expect(reason.contains("opens 08:00, in 3 h 47 min") && reason.contains("04:13 in"))
        #expect(reason.contains("Honolulu"))
    }

    @Test("a row without a number that may be called says DNC at every width")
    func flagInRow() throws {
        for (width, height) in [(160, 50), (120, 40), (80, 24), (40, 10)] {
            let row = try #require(lines(Scenes.book, width: width, height: height).first { $0.contains("李 小龍") })
            #expect(row.contains("DNC"), "\(width)×\(height)")
        }
    }

    @Test("the phone of a wide row is the one to call, never a listed one")
    func phoneColumn() throws {
        var state = book { $0.phones = [Phone("7375550107", status: .dncNumber), Phone("5125550142", status: .valid)] }
        state.layout.isZoomed = true

        let rows = lines(state, width: 160, height: 50)

        let jane = try #require(rows.first { $0.contains("Jane Smith") })
        #expect(jane.contains("(512) 555-0142") && !jane.contains("555-0107"))
        let lee = try #require(rows.first { $0.contains("李 小龍") })
        #expect(lee.contains("do not call") && !lee.contains("555-0107"))
    }
}
