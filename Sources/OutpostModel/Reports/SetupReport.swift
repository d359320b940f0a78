/// What `outpost setup --json` prints. Its members are a promise: they stay.
package struct SetupReport: Encodable {
    package let keyFile: String
    /// Null where the settings said all that is needed.
    @Nullable package var settingsFile: String?
    /// Which API took the key; null where none could be asked.
    @Nullable package var api: String?
    package let next: String

    package init(keyFile: String, settingsFile: String?, api: String?, next: String) {
        self.keyFile = keyFile
        _settingsFile = Nullable(wrappedValue: settingsFile)
        _api = Nullable(wrappedValue: api)
        self.next = next
    }
}
