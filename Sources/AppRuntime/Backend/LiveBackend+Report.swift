import Dispatch
import FoundationEssentials
package import Leads
import Sync
import ViewModels

extension LiveBackend {
    /// Goes through the whole mirror, on a thread of its own, because that waits for the disk.
    package func report(_ name: ReportName) async throws(BackendError) -> Report {
        let result: Result<Report, StoreError> = await withCheckedContinuation { continuation in
            DispatchQueue(label: "foyer.report", qos: .userInitiated).async {
                let period = ReportPeriod(for: name, now: clock.now, zone: zone)
                do throws(StoreError) {
                    continuation.resume(returning: .success(try ReportReading(engine.store).report(name, period)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        switch result {
        case .success(let report): return report
        case .failure(let error): throw BackendError(error.sentence)
        }
    }
}
