import FoundationEssentials
import Leads
import Testing

@testable import ViewModels

@Suite("When it changes by itself who may be called")
struct StandingDeadlineTests {
    /// 2026-09-21 14:13:20 UTC is 09:13:20 in Austin.
    private func state(at hours: Double, _ phone: Phone = Phone("5125550142")) -> AppState {
        var ada = lead(1)
        ada.phones = [phone]
        var state = workbench([ada])
        happen(&state, .tick(noon + hours * 3_600))
        return state
    }

    @Test("each minute of the clock there, and at the moment the hours begin or end")
    func minutes() throws {
        let morning = state(at: 0)
        let next = try #require(Deadlines.next(in: morning))
        #expect(next > noon && next.timeIntervalSince(noon) <= 60)
        #expect(next.timeIntervalSinceReferenceDate.truncatingRemainder(dividingBy: 60) == 0)

        let closes = try #require(ContactGuard.standing(of: lead(1), at: noon).nextChange)
        var evening = morning
        happen(&evening, .tick(closes - 20))
        #expect(Deadlines.next(in: evening) == closes)
        happen(&evening, .tick(closes))
        #expect(try #require(Deadlines.next(in: evening)) > closes)
    }

    @Test("never for a number that may not be called at any hour, or rings where nobody knows the hour")
    func never() {
        #expect(Deadlines.next(in: state(at: 0, Phone("5125550142", status: .dncNumber))) == nil)
        #expect(Deadlines.next(in: state(at: 0, Phone("+870773111018"))) == nil)
    }
}
