import OutpostModel

/// Why the API did not tell what it was asked.
enum AskFailure: Error, Hashable {
    /// It answered, and has no such thing. Pass it on.
    case refused(RemoteRefusal)
    /// It could not be asked. Later.
    case failed(String)
}
