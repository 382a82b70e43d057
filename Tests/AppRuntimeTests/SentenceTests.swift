import Leads
import LoftyAPI
import Sync
import Testing

@testable import AppRuntime

@Suite("What failed, in a sentence")
struct SentenceTests {
    private func sentence(_ kind: APIError.Kind, status: Int? = nil, said: String? = "words") -> String {
        APIError(kind, operation: "PUT /v1.0/leads/{leadId}", status: status, serverText: said, disposition: .permanent)
            .sentence
    }

    @Test(
        "the network's own words stand in brackets, and only Lofty's are said to be Lofty's",
        arguments: [
            (.unreadableAnswer, false), (.unreachable, false), (.connectionLost, false), (.invalidRequest, false),
            (.notGranted, true), (.notFound, true), (.refused, true), (.serverFailure, true),
        ] as [(APIError.Kind, Bool)]
    )
    func whoSaidIt(kind: APIError.Kind, isLofty: Bool) {
        #expect(sentence(kind, status: 200).contains(isLofty ? "(Lofty says: words)" : " (words)"))
        #expect(!sentence(kind, said: nil).contains("("))
    }

    @Test("a key that is missing is not one that Lofty rejects")
    func keys() {
        #expect(sentence(.credentialRejected).hasPrefix("There is no key to send (words)."))
        #expect(sentence(.credentialRejected, status: 401).hasPrefix("Lofty rejects the key (Lofty says: words)."))
        #expect(sentence(.credentialRejected, said: nil).hasPrefix("Lofty rejects the key."))
    }

    @Test("no advice moves a store away without a word of the changes that may be in it")
    func stores() {
        let path = "/home/ana/.local/state/foyer/foyer.sqlite"
        for error in [StoreError.notADatabase(path: path), .unreadableAccount(path: path)] {
            let sentence = error.sentence
            let isAdvised = sentence.contains("move")
            let isWarned = sentence.contains("not sent")
            #expect(isAdvised && isWarned, "\(sentence)")
        }
        #expect(StoreError.notADatabase(path: path).sentence.contains("Keep a copy of it, and of \(path)-wal"))
        #expect(StoreError.unreadableAccount(path: path).sentence.contains("foyer outbox export"))
        let readOnly = StoreError.unwritable(path: path, reason: "Read-only file system").sentence
        #expect(readOnly.contains("what waits there stays") && readOnly.contains("without it"))
        #expect(StoreError.noLocks(path: path).sentence.contains("FOYER_HOME"))
        #expect(!StoreError.noLocks(path: path).sentence.contains("rights"))
        #expect(StoreError.networkDisk(path: path, kind: "NFS").backgroundSentence.contains("is on NFS"))
    }

    @Test("an undo that comes too early may work a moment later, one without a way back never")
    func obstacles() {
        #expect(UndoObstacle.beingSent.isPassing)
        #expect(!UndoObstacle.noWayBack.isPassing && !UndoObstacle.alreadyCancelled.isPassing)
    }
}
