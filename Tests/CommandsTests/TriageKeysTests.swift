import Testing

@testable import Commands

@Suite("Keys of triage that a person changes")
struct TriageKeysTests {
    @Test("they can be changed, and the panes keep theirs")
    func changes() throws {
        let (table, faults) = CommandTable.standard.rebinding([
            KeyRebinding(.triage, "outcome-1", keys: ["<F2>"]), KeyRebinding(.triage, "skip", keys: ["gs"]),
        ])
        #expect(faults.isEmpty)
        #expect(table.triage.first { $0.name == "outcome-1" }?.keys == ["<F2>"])
        #expect(table.command(named: "queue-1")?.keys == ["1"])
        #expect(throws: Never.self) { try KeyDispatcher(table: table) }
    }

    @Test(
        "keys of the panes that begin like one of triage do not keep Foyer from starting",
        arguments: ["1s", "Jx", "<Esc>x", "q1"]
    )
    func prefixes(keys: String) throws {
        let (table, faults) = CommandTable.standard.rebinding([KeyRebinding(.panes, "stage", keys: [keys])])
        #expect(faults.isEmpty)
        #expect(throws: Never.self) { try KeyDispatcher(table: table) }
    }
}
