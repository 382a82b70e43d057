/// A sign of the screen that the help explains; Panes knows how it is drawn.
package enum ExplainedSign: Hashable, Sendable, CaseIterable {
    case selectedRow, queued, sending, refused, conflict
    case firstStage, middleStage, lastStage, parkedStage, deadStage
    case scoreBar
    case allowed, notAllowed
    case scrollThumb
    case linkLive, linkFilling, linkOffline, linkRefused
    case visit, call, text, email, note, task, appointment, system, gap, outbound, inbound
}
