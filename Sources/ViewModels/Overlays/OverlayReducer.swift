/// Hands a key to the overlay on top.
enum OverlayReducer {
    static func reduce(_ state: inout AppState, _ action: OverlayAction) -> [Effect] {
        switch (state.overlay, action) {
        case (.filter(let line), .filter(let action)): line.reduce(&state, action)
        case (.picker(let picker), .picker(let action)): picker.reduce(&state, action)
        case (.form(let form), .form(let action)): form.reduce(&state, action)
        case (.question(let confirmation), .question(let action)): confirmation.reduce(&state, action)
        case (.help(let sheet), .help(let action)): sheet.reduce(&state, action)
        case (.outbox(let sheet), .outbox(let action)): sheet.reduce(&state, action)
        case (.dates(let prompt), .dates(let action)): prompt.reduce(&state, action)
        case (.agenda(let sheet), .agenda(let action)): sheet.reduce(&state, action)
        case (.summary(let summary), .summary(let action)): summary.reduce(&state, action)
        case (.palette(let palette), .palette(let action)): palette.reduce(&state, action)
        case (_, .filter), (_, .picker), (_, .form), (_, .question), (_, .help), (_, .outbox), (_, .dates),
            (_, .agenda), (_, .summary), (_, .palette):
            []
        }
    }
}
