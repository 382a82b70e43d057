import Leads
import TestSupport
import Testing

@testable import ViewModels

@Suite("Editing a text")
struct TextFieldTests {
    /// Edits, and shows the text with a bar where the cursor is.
    private func edit(_ text: String, _ edits: TextField.Edit...) -> String {
        var field = TextField(text)
        for edit in edits { field.apply(edit) }
        return String(field.characters[..<field.cursor]) + "|" + String(field.characters[field.cursor...])
    }

    @Test("letters go in at the cursor, and the keys take away what stands beside it")
    func keys() {
        #expect(edit("abc") == "abc|")
        #expect(edit("abc", .left, .insert("x")) == "abx|c")
        #expect(edit("abc", .left, .deleteBackward) == "a|c")
        #expect(edit("abc", .left, .deleteForward) == "ab|")
        #expect(edit("abc", .deleteForward) == "abc|")
        #expect(edit("abc", .start, .deleteBackward) == "|abc")
        #expect(edit("abc", .start, .deleteForward) == "|bc")
        #expect(edit("abc", .left, .left, .left, .left, .right) == "a|bc")
        #expect(edit("abc", .right) == "abc|")
        #expect(edit("abc", .start, .end) == "abc|")
    }

    @Test("Ctrl-W takes the word before the cursor with the blanks behind it, Ctrl-U the line up to the cursor")
    func words() {
        #expect(edit("two dogs  ", .deleteWord) == "two |")
        #expect(edit("two dogs", .deleteWord) == "two |")
        #expect(edit("two dogs", .left, .left, .deleteWord) == "two |gs")
        #expect(edit("two", .deleteWord) == "|")
        #expect(edit("", .deleteWord) == "|")
        #expect(edit("two dogs", .left, .deleteToStart) == "|s")
        #expect(edit("two dogs ", .wordLeft) == "two |dogs ")
        #expect(edit("two dogs", .wordLeft, .wordLeft, .wordLeft, .wordRight) == "two| dogs")
        #expect(edit("two dogs here", .start, .wordRight, .deleteWordForward) == "two| here")
        #expect(edit("one\ntwo", .left, .deleteToStart) == "one\n|o")
        #expect(edit("one\ntwo", .line(-1), .deleteToStart) == "|\ntwo")
    }

    @Test("home and end stay in their line, and so do up and down in their column where the line is long enough")
    func lines() {
        #expect(edit("ab\ncd", .start) == "ab\n|cd")
        #expect(edit("ab\ncd", .line(-1), .start) == "|ab\ncd")
        #expect(edit("ab\ncd", .line(-1), .start, .end) == "ab|\ncd")
        #expect(edit("abcd\nx\nefgh", .left, .line(-1)) == "abcd\nx|\nefgh")
        #expect(edit("abcd\nefgh", .left, .line(-1)) == "abc|d\nefgh")
        #expect(edit("abcd\nefgh", .line(-1), .left, .line(1)) == "abcd\nefg|h")
        #expect(edit("abcd", .line(1)) == "abcd|")
        #expect(edit("abcd", .left, .line(-1)) == "abc|d")
        #expect(edit("a\n", .line(-1), .line(1)) == "a\n|")
    }

    @Test("a combining mark joins the letter before it, and what is left beside a cut may join too")
    func marks() {
        #expect(edit("e", .insert("\u{301}")) == "é|")
        #expect(edit("ex", .left, .insert("\u{301}")) == "é|x")
        #expect(edit("🇺x🇸", .left, .deleteBackward) == "🇺🇸|")
        #expect(edit("é", .deleteBackward) == "|")
    }

    @Test("nothing but blanks is nothing typed")
    func blank() {
        #expect(TextField(" \n ").isBlank && TextField("").isBlank && !TextField(" a").isBlank)
    }
}
