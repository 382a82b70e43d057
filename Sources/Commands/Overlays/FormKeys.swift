import ViewModels

extension OverlayCommand {
    static let form = [
        OverlayCommand(
            "submit",
            "save",
            keys: ["<Enter>"],
            hint: "save",
            .form(.submit)
        ),
        OverlayCommand(
            "new-line",
            "a new line in a long text",
            keys: ["<A-Enter>", "<C-j>"],
            hint: { $0.isMultiline ? "new line" : nil },
            .form(.newLine)
        ),
        OverlayCommand(
            "next-field",
            "next field",
            keys: ["<Tab>"],
            hint: { $0.hasManyFields ? "next field" : nil },
            .form(.moveFocus(1))
        ),
        OverlayCommand(
            "preview-routing",
            "who would get this lead",
            keys: ["<C-r>"],
            hint: { $0.isNewLead ? "who gets it" : nil },
            .form(.previewRouting)
        ),
        OverlayCommand("previous-field", "previous field", keys: ["<S-Tab>"], .form(.moveFocus(-1))),
        OverlayCommand(
            "cancel",
            "leave; the text is kept",
            keys: ["<Esc>", "<C-c>"],
            hint: "leave, the text is kept",
            .form(.cancel)
        ),
        OverlayCommand(
            "templates",
            "put in one of your texts",
            keys: ["<C-t>"],
            .form(.openTemplates)
        ),
        OverlayCommand(
            "open-editor",
            "go on in your editor",
            keys: ["<C-o>"],
            hint: { $0.isMultiline ? "editor" : nil },
            .form(.openEditor)
        ),
    ]
}

extension Overlay {
    private var openForm: Form? {
        if case .form(let form) = self { form } else { nil }
    }

    fileprivate var isNewLead: Bool { openForm?.purpose == .create }

    fileprivate var hasManyFields: Bool { (openForm?.fields.count ?? 0) > 1 }

    fileprivate var isMultiline: Bool { openForm.map { $0.fields[$0.focus].isMultiline } ?? false }
}
