/// Every verb, in the order of the help.
package enum CommandTable {
    package static let all: [Command] = moving + leads + view + program

    package static func command(named name: String) -> Command? { all.first { $0.name == name } }
}
