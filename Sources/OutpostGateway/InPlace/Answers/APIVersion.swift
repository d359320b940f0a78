/// The two versions of the session addresses. They differ in one member.
enum APIVersion: Hashable {
    case v1, v2
}
