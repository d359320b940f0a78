/// The two versions of the session addresses.
///
/// They differ in one field.
enum APIVersion: Sendable {
    case v1, v2
}
