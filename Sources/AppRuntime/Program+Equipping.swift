import Commands
import Panes
import ViewModels

/// Keys and looks that change while the program runs, and how a person has arranged it.
extension Program {
    /// Has on the disk what is typed and how it is arranged.
    ///
    /// Done once behind a frame: it wakes somebody up, and the frame is what the person waits for.
    func keepTexts() {
        guard hasDispatched else { return }
        hasDispatched = false
        if state.noteTexts() { runner.keep(state.kept) }
        rememberView()
    }

    /// What a person arranges is there when they come back.
    func rememberView() {
        let view = state.remembered
        guard view != remembered else { return }
        remembered = view
        runner.keep(view)
    }

    /// Changes keys and looks as the person wishes.
    func equip(_ wish: EquipmentWish) {
        guard let equipment = equipping?(wish, ground) else {
            state.notice = .noted("Nothing was changed: keys and looks cannot be had otherwise here.")
            return
        }
        dispatcher = equipment.dispatcher
        context = equipment.context
        lookOnGround = equipment.lookOnGround
        state.themes = equipment.themes
        state.keys = equipment.dispatcher.table.keyNames
        // What was drawn names keys and has colours that may be others now.
        memory = ScreenMemory()
        if let habits = equipment.habits { dispatch(.happened(.habitsRead(habits))) }
        if let told = equipment.told { state.notice = .noted(told) }
        isLaidOut = false
    }
}
