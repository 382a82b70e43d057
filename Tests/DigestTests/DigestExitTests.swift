import Digest
import Foundation
import Testing

@Suite("A program that ends amid digests")
struct DigestExitTests {
    @Test("ends with its own exit code", .timeLimit(.minutes(1)))
    func exitCode() async {
        for _ in 0..<5 {
            await #expect(processExitsWith: .exitCode(7)) {
                #expect(Digest.problem == nil)
                for _ in 0..<4 {
                    Thread.detachNewThread { while true { _ = Digest.sha256(1...64) } }
                }
                usleep(20_000)
                exit(7)
            }
        }
    }
}
