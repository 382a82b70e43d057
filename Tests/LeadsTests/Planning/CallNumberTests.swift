import Foundation
import Leads
import Testing

@Suite("The number that a call is logged on")
struct CallNumberTests {
    /// 2026-11-29 18:00 UTC: noon in Austin, 08:00 in Honolulu.
    private static let noon = Date(timeIntervalSince1970: 1_795_975_200)
    /// 2026-11-29 13:05 UTC: 03:05 in Honolulu, 08:05 in New York.
    private static let early = Date(timeIntervalSince1970: 1_795_957_500)

    private static func number(
        _ phones: [Phone],
        phone: String? = nil,
        at now: Date = noon,
        overridesGuard: Bool = false
    ) -> String? {
        let lead = Lead(id: Lead.ID(1), firstName: "Ana", phones: phones)
        let intent = Intent.logCall(.talked, text: "", phone: phone)
        let planner = Planner(team: Team(), now: now, overridesGuard: overridesGuard)
        guard case .change(.logCall(let call)) = planner.plan(intent, for: lead) else {
            return nil
        }
        return call.phone
    }

    @Test("with the first number on a list, the one that may be called is logged")
    func skipsListed() {
        let free = Phone("5125550102")
        for status in [Phone.Status.dncNumber, .invalid] {
            #expect(Self.number([Phone("5125550101", status: status), free]) == "5125550102")
        }
    }

    @Test("a number that is awake goes before one where it is night")
    func awake() {
        let phones = [Phone("8085550142"), Phone("2125550142")]
        #expect(Self.number(phones, at: Self.early) == "2125550142")
        #expect(Self.number(phones) == "8085550142")
    }

    @Test("when every number is listed none is taken, but for a person who goes over that, and then it is the first")
    func noneOffered() {
        let listed = [Phone("5125550101", status: .dncNumber), Phone("5125550102", status: .dncContact)]
        #expect(Self.number(listed) == nil)
        #expect(Self.number(listed, overridesGuard: true) == "5125550101")
        #expect(Self.number([]) == nil)
    }

    @Test("a number that was taken for dead goes before a listed one, since somebody may have answered there")
    func doubtful() {
        let phones = [Phone("5125550101", status: .dncNumber), Phone("5125550102", status: .invalid)]
        #expect(Self.number(phones) == "5125550102")
    }

    @Test("a number that the person names is taken as it is, unless it is listed")
    func named() {
        let phones = [Phone("5125550101"), Phone("5125550102", status: .dncNumber)]
        #expect(Self.number(phones, phone: " 5125550101 ") == "5125550101")
        #expect(Self.number(phones, phone: "5125550199") == "5125550199")
        #expect(Self.number(phones, phone: "+1 (512) 555-0102") == nil)
        #expect(Self.number(phones, phone: "5125550102", overridesGuard: true) == "5125550102")
    }
}
