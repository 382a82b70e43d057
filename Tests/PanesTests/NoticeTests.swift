import Leads
import Testing
import ViewModels

@testable import Panes

@Suite("What is told at the bottom of the screen")
struct NoticeTests {
    @Test(
        "one and several are told in their own words",
        arguments: [
            (.reviewNeeded(changes: 1), "1 change waited for more than an hour and did not go out: w shows it beside"),
            (
                .reviewNeeded(changes: 2),
                "2 changes waited for more than an hour and did not go out: w shows them beside"
            ),
            (.marked(1), "1 lead is marked."), (.marked(2), "2 leads are marked."),
            (.keysDropped(1), "1 key that waited was dropped."), (.keysDropped(2), "2 keys that waited were dropped."),
        ] as [(Notice, String)]
    )
    func counts(notice: Notice, beginning: String) {
        #expect(Wording.notice(notice, now: Scenes.now).hasPrefix(beginning))
    }
}
