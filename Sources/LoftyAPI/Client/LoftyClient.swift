/// Talks to one Lofty account.
///
/// ```swift
/// let client = LoftyClient(
///     configuration: LoftyConfiguration(credential: .apiKey(key)),
///     transport: CurlTransport()
/// )
/// let me = try await client.me()
/// ```
///
/// Copies share one rate governor, so a client may be handed around freely. Reads are tried again a few times; writes
/// are sent once, and ``APIError/disposition`` says what may be done after a failure.
public struct LoftyClient: LoftyService {
    let configuration: LoftyConfiguration
    let transport: any HTTPTransport
    let composer: RequestComposer
    let governor: RateGovernor
    let capabilityRecord: CapabilityRecord
    let recorder: CallRecorder

    public init(configuration: LoftyConfiguration, transport: any HTTPTransport) {
        self.configuration = configuration
        self.transport = transport
        composer = RequestComposer(configuration)
        governor = RateGovernor(configuration, sharing: BudgetFile(configuration))
        capabilityRecord = CapabilityRecord(configuration)
        recorder = CallRecorder(configuration)
    }

    public func budget() async -> RateBudget? { await governor.budget }

    /// What this client and its copies have done so far.
    public func metrics() -> ClientMetrics { recorder.meter.snapshot }

    /// How long `count` calls of a lane will take to be let out; also before the server has named a limit.
    public func estimate(forCalls count: Int, lane: CallLane) async -> Duration {
        await governor.estimate(forCalls: count, lane: lane)
    }
}
