import Leads
import Synchronization

/// The team's stages by their place in the pipeline.
struct Pipeline {
    private let places: [String: PipelinePlace]

    /// The one that was made last: panes ask for it several times in a frame, and a team's stages hardly ever change.
    private static let last = Mutex<(stages: [Stage], pipeline: Pipeline)?>(nil)

    init(_ stages: [Stage]) {
        self = Self.last.withLock { last in
            if let last, last.stages == stages { return last.pipeline }
            let pipeline = Pipeline(sorting: stages)
            last = (stages, pipeline)
            return pipeline
        }
    }

    private init(sorting stages: [Stage]) {
        let live = stages.filter { Self.ending(of: $0.name) == nil }
        var places: [String: PipelinePlace] = [:]
        for stage in stages { places[stage.name] = Self.ending(of: stage.name) }
        for (position, stage) in live.enumerated() {
            places[stage.name] = PipelinePlace(position: position, of: live.count)
        }
        self.places = places
    }

    /// The place of a stage; one that the team does not list is parked.
    func place(of stage: String) -> PipelinePlace { places[stage] ?? Self.ending(of: stage) ?? .parked }

    /// A stage with its sign, in its hue.
    func pieces(_ stage: String?, _ glyphs: Glyphs) -> [Canvas.Piece] {
        guard let stage else { return [Canvas.Piece("—", .muted)] }
        let place = place(of: stage)
        return [Canvas.Piece("\(glyphs[place.sign]) \(stage)", place.role)]
    }

    /// Stages outside the line of work, by the words that teams use for them: Lofty does not mark them.
    private static func ending(of name: String) -> PipelinePlace? {
        let letters = Array(name.lowercased().utf8)
        if parked.contains(where: { holds($0, in: letters) }) { return .parked }
        return dead.contains(where: { holds($0, in: letters) }) ? .dead : nil
    }

    /// Byte by byte: the library's search is made for long texts.
    private static func holds(_ word: [UInt8], in letters: [UInt8]) -> Bool {
        guard letters.count >= word.count else { return false }
        return (0...(letters.count - word.count)).contains { letters[$0...].starts(with: word) }
    }

    private static let parked = ["nurture", "watch", "long term", "on hold", "paused"].map { Array($0.utf8) }
    private static let dead = ["archive", "dead", "trash", "lost", "junk", "do not contact", "unqualified"].map {
        Array($0.utf8)
    }
}
