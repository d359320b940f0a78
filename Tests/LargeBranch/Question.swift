import OutpostModel
package import OutpostStore

/// What is looked up in the cache of a ``LargeBranch``, each with many different words.
package enum Question: String, CaseIterable, Sendable {
    case session, rareName, commonName, users, department, page

    /// How it is put, and how many are found.
    package typealias Lookup = @Sendable (Cache) throws -> Int

    /// A word that no question of that kind can have.
    package struct Unusable: Error {}

    private static let variants = 100
    /// The slow one.
    private static let variantsOfCommonName = 4
    private static let pageSize = 20

    /// Who or what is asked for, spread over all that there is.
    package func words(sessions: Int) -> [String] {
        func spread(over all: Int) -> [Int] {
            (0..<Self.variants).map { ($0 * 7_919 + 17) % all }
        }
        return switch self {
        case .session: spread(over: sessions).map(LargeBranch.sessionID)
        // All but the last letter.
        case .rareName:
            spread(over: sessions / 10).map { String(LargeBranch.rareName($0).dropLast()) }
        case .commonName: Array(LargeBranch.firstNames.prefix(Self.variantsOfCommonName))
        // The first name, and the beginning of the next.
        case .users:
            spread(over: LargeBranch.users).map { String(LargeBranch.userName($0).prefix(9)) }
        case .department, .page: spread(over: LargeBranch.departments).map(LargeBranch.departmentID)
        }
    }

    /// As the local API and the commands ask it.
    package func lookup(_ word: String) throws -> Lookup {
        switch self {
        case .session:
            guard let id = Session.ID(word) else { throw Unusable() }
            return { try $0.session(id) == nil ? 0 : 1 }
        case .rareName, .commonName: return { try $0.sessions(SessionQuery(text: word)).count }
        case .users: return { try $0.users(matching: word).count }
        case .department:
            guard let id = Department.ID(word) else { throw Unusable() }
            return { try $0.users(in: id).count }
        case .page:
            let selection = try page(of: word)
            // As a list is shown to who asks for no details.
            return { try $0.slice(selection, without: ["contactDetails"]).sessions.count }
        }
    }

    private func page(of department: String) throws -> SessionSelection {
        guard let id = Department.ID(department) else { throw Unusable() }
        var selection = SessionSelection()
        selection.departments = [id]
        selection.statuses = [.pending]
        selection.order = .updated
        selection.isDescending = true
        selection.limit = Self.pageSize
        return selection
    }
}
