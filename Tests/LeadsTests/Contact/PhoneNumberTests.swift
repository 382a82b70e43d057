import Foundation
import Leads
import TestSupport
import Testing

@Suite("Phone numbers")
struct PhoneNumberTests {
    @Test(
        "one line has one key, whatever way it is written",
        arguments: [
            "5125550142", "15125550142", "+15125550142", "+1 (512) 555-0142", "tel:+15125550142", "TEL:+1-512-555-0142",
            "512.555.0142", "512–555–0142", "512—555‒0142", "512\u{2011}555\u{2011}0142", "(512)555-0142",
            "512/555/0142",
            "(512) 555-0142 x12", "512 555 0142 ext. 12", "512-555-0142 Ext 12", "tel:+1-512-555-0142;ext=12",
            "5125550142#12",
            "512-555-0142 extension 12", "５１２５５５０１４２", "＋１ ５１２ ５５５ ０１４２", "\u{202A}+1 512 555 0142\u{202C}",
            "512\u{2060}555\u{00A0}0142", "011 1 512 555 0142", "001 512 555 0142", "=\"5125550142\"", "'5125550142",
            "5125550142.0", "p:+15125550142", "home: 512-555-0142", "512 555 0142 (cell)", "٥١٢٥٥٥٠١٤٢",
        ]
    )
    func oneKey(text: String) throws {
        let number = try #require(PhoneNumber(text))
        #expect(number.key == "+15125550142")
        let hasExtension = text.contains("12", after: "0142")
        #expect(number.dialExtension == (hasExtension ? "12" : nil))
    }

    @Test(
        "numbers abroad keep their country and lose the zero that is dialled only from inside",
        arguments: [
            ("+44 20 7946 0958", "+442079460958"), ("+44 (0)20 7946 0958", "+442079460958"),
            ("0044 20 7946 0958", "+442079460958"), ("442079460958", "+442079460958"), ("020 7946 0958", "2079460958"),
            ("+52 55 1234 5678", "+525512345678"),
            ("+52 1 55 1234 5678", "+525512345678"), ("+39 06 6988 0000", "+390669880000"),
            ("+353 1 555 0142", "+35315550142"),
            ("+7 495 555 01 42", "+74955550142"), ("555-0142", "5550142"), ("+1 876 555 0142", "+18765550142"),
            ("1-800-FLOWERS", "+18003569377"), ("1-800-CONTACTS", "+18002668228"), ("(512) GO-HOMES", "+15124646637"),
        ]
    )
    func keys(text: String, key: String) {
        #expect(PhoneNumber(text)?.key == key)
    }

    @Test(
        "what is no number is none",
        arguments: [
            "", "12", "none", "#N/A", "5.12555E+09", "123456", "1234567890123456", "x12", "ext", "+", "()",
            "jane@example.com",
            "🌵", "\u{202A}", "FLOWERS", "tel:",
        ]
    )
    func noNumber(text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test("two spellings may be one line when only one names its country")
    func sameLine() throws {
        func number(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text)) }
        #expect(try number("020 7946 0958").isSameLine(as: number("+44 20 7946 0958")))
        #expect(try number("5125550142").isSameLine(as: number("+1 512 555 0142")))
        #expect(try !number("+33 5125550142").isSameLine(as: number("+1 512 555 0142")))
        #expect(try !number("5125550142").isSameLine(as: number("5125550143")))
        #expect(try number("35315550142").isSameLine(as: number("+353 1 555 0142")))
    }

    @Test(
        "a plus before ten American digits is no country, but before ten digits of a country with short numbers",
        arguments: [
            ("+512-555-0142", "+15125550142"), ("+2125550142", "+12125550142"), ("+972-555-0142", "+19725550142"),
            ("+972 54 123 4567", "+972541234567"), ("+51 1 234 5678", "+5112345678"), ("+4722123456", "+4722123456"),
            ("+354 555 0142", "+3545550142"), ("+65 6123 4567", "+6561234567"), ("+33 1 23 45 67 89", "+33123456789"),
            ("+57 1 555 0142", "+5715550142"),
        ]
    )
    func plus(text: String, key: String) { #expect(PhoneNumber(text)?.key == key) }

    @Test(
        "digits abroad stay together in whatever groups, and an American number keeps none that are not its own",
        arguments: [
            ("44 20 7946 0018", "+442079460018"), ("44 207 946 0018", "+442079460018"),
            ("52 55 12 34 56 78", "+525512345678"), ("234 803 123 4567", "+2348031234567"),
            ("512-555-0142/43", "+15125550142"), ("512-555-0142 9-5", "+15125550142"),
            ("cell 2: +44 20 7946 0018", "+442079460018"), ("*5125550142", "+15125550142"),
        ]
    )
    func groups(text: String, key: String) { #expect(PhoneNumber(text)?.key == key) }

    @Test("signs between the digits are read alike with and without what nobody sees", arguments: SeededGenerator.seeds)
    func signs(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let signs = Array("+()-./ 0112345678")
        for _ in 0..<2_000 {
            let rest = (0..<Int.random(in: 5...20, using: &generator)).map { _ in
                signs[Int.random(in: signs.indices, using: &generator)]
            }
            let text = ["(", "+", " ", "00-", "011 "][Int.random(in: 0..<5, using: &generator)] + String(rest)
            // An invisible sign makes the reader ask for every script there is.
            #expect(PhoneNumber(text) == PhoneNumber("\u{200B}" + text), "seed \(seed): \(text)")
        }
    }
}

extension String {
    fileprivate func contains(_ part: String, after mark: String) -> Bool {
        guard let place = range(of: mark) else { return false }
        return self[place.upperBound...].contains(part)
    }
}
