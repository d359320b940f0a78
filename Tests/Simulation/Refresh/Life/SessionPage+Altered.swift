import OutpostModel
import OutpostSync

extension SessionPage {
    func with(_ sessions: [Session], unreadable: Int? = nil, pageNumber: Int? = nil) -> SessionPage
    {
        SessionPage(
            sessions: sessions, unreadable: unreadable ?? self.unreadable,
            pageNumber: pageNumber ?? self.pageNumber, totalItems: totalItems,
            totalPages: totalPages, hasMore: hasMore)
    }

    /// Without what is out of a bound.
    func within(_ bound: Timestamp?) -> SessionPage {
        guard let bound else { return self }
        return with(sessions.filter { $0.updatedAt.map { $0 >= bound } ?? true })
    }

    /// With those of a border, as if the server had repeated them.
    func showing(_ border: [Session], from bound: Timestamp?) -> SessionPage {
        guard let bound, !border.isEmpty else { return self }
        let shown = Set(sessions.map(\.id))
        guard shown.isDisjoint(with: border.map(\.id)) else { return self }
        return with(border + sessions.filter { $0.createdAt.map { $0 >= bound } ?? true })
    }
}

extension Session {
    var withoutNovelty: Session {
        Session(received: object.object.filter { $0.key != "novelty" }) ?? self
    }
}
