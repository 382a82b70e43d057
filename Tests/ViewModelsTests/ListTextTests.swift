import Testing

@testable import ViewModels

@Suite("Several values on one line")
struct ListTextTests {
    @Test(
        "are written so that they are read back as they were",
        arguments: [
            ["hot", "vip"], ["Austin, TX", "hot"], ["\"quoted\"", "3\" pipe"], [" edge ", "a"], ["a,", ",b", "\","], [],
            ["\"a\", b", "c"],
        ]
    )
    func bothWays(_ values: [String]) { #expect(ListText.values(ListText.line(values)) == values) }

    @Test(
        "are read as a person types them",
        arguments: [
            (" hot ,, vip , ", ["hot", "vip"]), ("\"Austin, TX\", hot", ["Austin, TX", "hot"]),
            ("\"Austin, TX", ["Austin, TX"]), ("6\" or 8\", b", ["6\" or 8\"", "b"]), ("\"\"", []), ("", []),
        ] as [(String, [String])]
    )
    func typed(_ line: String, _ values: [String]) { #expect(ListText.values(line) == values) }
}
