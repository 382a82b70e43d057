import Foundation

/// A mailbox as large as the book, for the peer.
enum Mailbox {
    static func write(messages: Int, to path: String) throws {
        var text = ""
        for number in 1...messages {
            text += """
                From lead\(number)@example.com Sat Nov 21 10:00:00 2026
                From: Lead \(number) <lead\(number)@example.com>
                To: me@example.com
                Subject: Inquiry number \(number)
                Date: Sat, 21 Nov 2026 10:00:00 +0000
                Message-ID: <\(number)@example.com>

                I would like to see the house.


                """
        }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
}
