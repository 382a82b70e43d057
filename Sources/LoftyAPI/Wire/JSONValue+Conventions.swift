import FoundationEssentials
import JSONText

/// Lofty's ways of saying "unset", each used only where the contract names it.
extension JSONValue {
    /// Text that says something: a string that is not empty, or a number as it is written.
    var text: String? {
        let text = kind == .number ? String(decoding: rawBytes, as: UTF8.self) : string
        return text?.isEmpty == false ? text : nil
    }

    /// Text of a qualification field, where `"N/A"` is unset too.
    var qualification: String? { text.flatMap { $0 == "N/A" ? nil : $0 } }

    /// An id of a pond, assignee or lender, where 0 is unset.
    var reference: Int64? { identifier.flatMap { $0 == 0 ? nil : $0 } }

    /// A bound of an inquiry, where -1 is unset.
    var bound: Int64? { integer.flatMap { $0 == -1 ? nil : $0 } }

    /// See ``WireDate``.
    var date: Date? {
        guard kind == .number else { return string.flatMap { WireDate.date($0) } }
        return integer.flatMap { WireDate.date(milliseconds: $0) }
    }

    /// Whether a prohibition stands under a key; one that cannot be read is taken to stand.
    func prohibits(_ key: StaticString) -> Bool {
        guard let value = self[key], value.string != "", value.string != "N/A" else { return false }
        return value.flag ?? true
    }

    /// The texts of a list; nulls, empty texts and other things fall away.
    func texts(_ key: StaticString) -> [String] { list(key).compactMap(\.text) }
}

/// One sentence about an answer or an item of a list that does not have the shape of the contract.
struct WireError: Error, Hashable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}

/// A list read item by item, so that an odd one does not take the others with it.
struct LossyList<Item> {
    var items: [Item] = []
    /// One sentence for each item that could not be read.
    var unreadable: [String] = []

    init(_ values: JSONValue.Items, of name: String, _ read: (JSONValue) throws(WireError) -> Item?) {
        for (index, value) in values.enumerated() {
            do throws(WireError) {
                if let item = try read(value) { items.append(item) }
            } catch {
                unreadable.append("\(name) \(index + 1): \(error.reason)")
            }
        }
    }
}

extension LossyList: Sendable where Item: Sendable {}
