import Commands
import Leads
import Panes
import Terminal
import ViewModels

extension Program {
    /// Begins to read what the frame that was just painted has asked for.
    func startReading() {
        let started = readings
        readings = []
        for reading in started {
            switch reading {
            case .timeline(let lead): runner.loadTimeline(of: lead)
            case .knownTimelines(let leads): runner.recallTimelines(of: leads)
            }
        }
    }

    func run(_ effect: Effect) {
        switch effect {
        case .query(let question): runner.query(question)
        case .find(let finding): runner.find(finding)
        case .findMatch(let question, let step): runner.findMatch(question, step: step)
        case .loadTimeline(let lead):
            // Of many leads that were passed at once only the last one is read.
            readings.removeAll(where: \.isTimeline)
            readings.append(.timeline(lead))
        case .readToReach(let lead): runner.reach(lead)
        case .readDeals(let lead): runner.readDeals(of: lead)
        case .keepLook(let lead, let look): runner.keep(look, of: lead)
        case .recallTimelines(let leads): readings.append(.knownTimelines(leads))
        case .write(let order): runner.write(order)
        case .refresh(let full): runner.refresh(full: full)
        case .exportOutbox(let items):
            runner.export(OutboxText.export(items, now: clock.now(), offset: context.offsetFromGMT))
        case .keepMacro(let macro): runner.keep(macro)
        case .keepRun(let run): runner.keepRun(run)
        case .loadFollowUps: runner.loadFollowUps()
        case .loadReport(let name): runner.loadReport(name)
        case .run(let line): held.putFirst(.line(line))
        case .press(let keys): held.putFirst((KeyNotation.parse(keys) ?? []).map(HeldInput.Item.key))
        case .equip(let wish): equip(wish)
        case .runTool(let call, let lead): runner.run(call, on: lead)
        case .resolveBurst(let asKeys): resolveBurst(asKeys: asKeys)
        case .edit(let text): edit(text)
        case .findKin(let new): runner.findKin(of: new)
        case .previewRouting(let person): runner.previewRouting(person)
        case .copy(let text): copy(text)
        case .openLink(let address): runner.open(address)
        case .redraw: terminal.redraw()
        case .suspend: try? suspend()  // A terminal that is gone shows at the next read, which ends the loop.
        case .bell: terminal.bell()
        }
    }

    private func copy(_ text: String) {
        runner.take(text)
        do throws(TerminalError) {
            try terminal.copy(text)
        } catch {
            state.notice = .noted("The terminal did not take it to be copied. It may be too long.")
        }
    }
}
