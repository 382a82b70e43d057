package import Leads

/// What a workbench remembers from one sitting to the next: how it was arranged, and nothing of the leads.
package struct RememberedView: Hashable, Sendable, Codable {
    /// The order of each queue that the person has changed, by the queue's name.
    package var sorts: [String: LeadSort]
    package var hidesPreview: Bool
    /// How much wider, or higher, than usual the list is, in steps.
    package var listSteps: Int
    package var prefersStacked: Bool
    package var columns: ListColumnChoice?
    /// The step at which the tour was left; `nil` when it never began.
    package var tourStep: Int?
    package var isTourOver: Bool

    package init(
        sorts: [String: LeadSort] = [:],
        hidesPreview: Bool = false,
        listSteps: Int = 0,
        prefersStacked: Bool = false,
        columns: ListColumnChoice? = nil,
        tourStep: Int? = nil,
        isTourOver: Bool = false
    ) {
        self.sorts = sorts
        self.hidesPreview = hidesPreview
        self.listSteps = listSteps
        self.prefersStacked = prefersStacked
        self.columns = columns
        self.tourStep = tourStep
        self.isTourOver = isTourOver
    }
}

extension AppState {
    /// How it is arranged now.
    package var remembered: RememberedView {
        RememberedView(
            sorts: Dictionary(
                queues.compactMap { queue in queue.sort.map { (queue.definition.name, $0) } },
                uniquingKeysWith: { first, _ in first }
            ),
            // Triage shows the preview for as long as it lasts.
            hidesPreview: triage?.before.hidesPreview ?? layout.hidesPreview,
            listSteps: layout.listSteps,
            prefersStacked: layout.prefersStacked,
            columns: layout.columns,
            tourStep: tour?.step.rawValue,
            isTourOver: isTourOver
        )
    }

    /// Arranges it as it was; orders of queues that there are none of any more are left.
    package mutating func adopt(_ view: RememberedView) {
        for index in queues.indices { queues[index].sort = view.sorts[queues[index].definition.name] }
        layout.hidesPreview = view.hidesPreview
        layout.listSteps = max(-LayoutPreferences.mostSteps, min(LayoutPreferences.mostSteps, view.listSteps))
        layout.prefersStacked = view.prefersStacked
        layout.columns = view.columns
        isTourOver = view.isTourOver
        tour = view.isTourOver ? nil : view.tourStep.flatMap(Tour.Step.init).map { Tour(at: $0) }
        layout.hasTour = tour != nil
        list.sort = queue?.sort
        list.begin(viewQuestion(isTyping: false), keepsOrigin: false)
    }
}
