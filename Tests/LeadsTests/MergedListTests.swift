import Leads
import Testing

@Suite("A list that two people change")
struct MergedListTests {
    @Test(
        "has what both want, in the order of whoever comes last",
        arguments: [
            (["a", "b"], ["a"], ["a"], ["a", "b"]), (["a", "b"], ["a"], ["a", "c"], ["a", "b", "c"]),
            (["b", "a"], ["a", "b"], ["a", "b", "c"], ["b", "a", "c"]), (["b"], ["a", "b"], ["a"], []),
            (["a2"], ["a"], ["a3"], ["a2", "a3"]), ([], ["a"], ["a", "b"], ["b"]),
            (["a", "b"], ["a"], ["A", "B"], ["a", "b"]),
        ] as [([String], [String], [String], [String])]
    )
    func merged(_ typed: [String], _ seen: [String], _ now: [String], _ expected: [String]) {
        #expect(EditableField.emails.merging(typed, over: seen, onto: now) == expected)
    }

    @Test("knows a number in another way of writing")
    func numbers() {
        let merged = EditableField.phones.merging(["(512) 555-0142"], over: ["5125550142"], onto: ["512-555-0142"])

        #expect(merged == ["(512) 555-0142"])
    }
}
