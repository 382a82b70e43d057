import BenchmarkSupport
import Foundation
import LoftyAPI

/// Memory of this process while a large book is read to its end and let go page by page.
struct Paging {
    private let server: SandboxProcess

    init(_ server: SandboxProcess) { self.server = server }

    func run() async throws {
        let client = server.client()
        var leads = 0
        var marks: [String] = []
        var next = 10_000
        let start = ContinuousClock.now
        for try await event in client.allLeads(LeadListRequest(limit: 100)) {
            switch event {
            case .page(let page):
                leads += page.leads.count
                if leads >= next {
                    marks.append("\(Memory.mebibytes("VmRSS")) MiB at \(leads)")
                    next *= leads >= 100_000 ? 5 : 10
                }
            case .end(let report):
                marks.append("\(Memory.mebibytes("VmRSS")) MiB at \(report.distinct) of \(report.total)")
                guard report.isComplete else { throw Failure("the list is not whole: \(report)") }
            }
        }
        let took = ContinuousClock.now - start
        print("| paging the whole book | \(marks.joined(separator: ", ")) in \(seconds(took)) s | | |")
    }
}
