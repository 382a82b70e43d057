import Logging

extension LoftyConfiguration {
    /// Tells the observer and the log what a person should know who runs the client.
    func warn(_ event: ClientEvent, _ sentence: String) {
        observe(event)
        logger?.warning("\(sentence)")
    }
}
