extension AppState {
    /// Takes in how much room the frame gives to each thing that scrolls.
    mutating func take(_ viewport: Viewport) {
        if let lines = viewport.list { list.resize(visible: lines) }
        if let extent = viewport.detail {
            detail.count = extent.total
            detail.cursor.resizeText(visible: extent.visible, count: extent.total)
        }
        if let scroll = viewport.timeline { timeline.scroll = scroll }
        if let extent = viewport.overlay { resizeOverlay(extent) }
        if let extent = viewport.overlayText { resizeOverlayText(extent) }
    }

    private mutating func resizeOverlayText(_ extent: Viewport.Extent) {
        guard case .outbox(var sheet) = overlay else { return }
        sheet.textCount = extent.total
        sheet.text.resizeText(visible: extent.visible, count: extent.total)
        replaceTop(with: .outbox(sheet))
    }

    private mutating func resizeOverlay(_ extent: Viewport.Extent) {
        switch overlay {
        case .bulk(var sheet):
            sheet.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .bulk(sheet))
        case .picker(var picker):
            picker.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .picker(picker))
        case .help(var sheet):
            sheet.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .help(sheet))
        case .outbox(var sheet):
            sheet.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .outbox(sheet))
        case .agenda(var sheet):
            sheet.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .agenda(sheet))
        case .report(var sheet):
            sheet.count = extent.total
            sheet.cursor.resizeText(visible: extent.visible, count: extent.total)
            replaceTop(with: .report(sheet))
        case .filter, .form, .question, .dates, .summary, nil: break
        case .palette(var palette):
            palette.cursor.resize(visible: extent.visible, count: extent.total)
            replaceTop(with: .palette(palette))
        }
    }
}
