/// Hands a key to the overlay on top; one that was meant for another overlay does nothing.
enum OverlayReducer {
    static func reduce(_ state: inout AppState, _ action: OverlayAction) -> [Effect] {
        switch action {
        case .filter(let action):
            if case .filter(let line) = state.overlay { return line.reduce(&state, action) }
        case .picker(let action):
            if case .picker(let picker) = state.overlay { return picker.reduce(&state, action) }
        case .form(let action):
            if case .form(let form) = state.overlay { return form.reduce(&state, action) }
        case .question(let action):
            if case .question(let confirmation) = state.overlay { return confirmation.reduce(&state, action) }
        case .help(let action):
            if case .help(let sheet) = state.overlay { return sheet.reduce(&state, action) }
        case .outbox(let action):
            if case .outbox(let sheet) = state.overlay { return sheet.reduce(&state, action) }
        case .dates(let action):
            if case .dates(let prompt) = state.overlay { return prompt.reduce(&state, action) }
        case .agenda(let action):
            if case .agenda(let sheet) = state.overlay { return sheet.reduce(&state, action) }
        case .report(let action):
            if case .report(let sheet) = state.overlay { return sheet.reduce(&state, action) }
        case .summary(let action):
            if case .summary(let summary) = state.overlay { return summary.reduce(&state, action) }
        case .palette(let action):
            if case .palette(let palette) = state.overlay { return palette.reduce(&state, action) }
        case .bulk(let action):
            if case .bulk(let sheet) = state.overlay { return sheet.reduce(&state, action) }
        }
        return []
    }
}
