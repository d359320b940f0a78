import Foundation
import OutpostModel
import Testing

@testable import OutpostStore

@Suite("finding sessions by what people type")
struct SessionSearchTests {
    let folder: Folder
    let cache: Cache

    init() throws {
        folder = try Folder()
        cache = try Cache.open(in: folder.path)
        let sessions = [
            Example.session(101, name: "Maria da Conceição", phone: "+55 (11) 98765-4321"),
            Example.session(102, name: "José Maria", phone: "1198765"),
            Example.session(103, name: "O'Neill AND Sons", phone: "+49 30 4321"),
            Example.session(104, name: "👩‍🚒 Ana 2"), Example.session(4321),
        ]
        for session in sessions { try cache.save(session, at: Example.noon) }
    }

    private func found(_ text: String) throws -> [Int] {
        try cache.sessions(SessionQuery(text: text))
            .compactMap { $0.session.number.flatMap { Int($0) } }.sorted()
    }

    @Test(
        "names are found by the beginnings of their words, without case and accents",
        arguments: [
            ("maria", [101, 102]), ("MAR", [101, 102]), ("conceicao", [101]), ("CONCEIÇÃO", [101]),
            ("Conceic\u{327}a\u{303}o", [101]), ("jose", [102]), ("maria jo", [102]),
            ("maria, jose!", [102]), ("aria", []), ("neill", [103]), ("o'neill", [103]),
            ("ana 2", [104]), ("maria ana", []), ("m", [101, 102]),
        ])
    func names(_ text: String, _ numbers: [Int]) throws {
        #expect(try found(text) == numbers)
    }

    @Test(
        "digits are a session's number or the end of a phone number, however they are written",
        arguments: [
            ("101", [101]), ("4321", [101, 103, 4321]), ("98765-4321", [101]),
            ("(11) 98765-4321", [101]), ("+55 11 98765 4321", [101]), ("5511987654321", [101]),
            ("1198765", [102]), ("98765", [102]), ("30/4321", [103]), ("30.4321", [103]),
            ("999", []), ("1", [101, 103]), ("10", []),
        ])
    func digits(_ text: String, _ numbers: [Int]) throws {
        #expect(try found(text) == numbers)
    }

    @Test(
        "operators of the search language are words like any other",
        arguments: [
            ("AND", [103]), ("sons and", [103]), ("OR", []), ("maria OR sons", []), ("NOT", []),
            ("maria NOT jose", []), ("NEAR(maria jose)", []), ("contactName:maria", []),
            ("maria*", [101, 102]), ("^maria", [101, 102]), ("{maria}", [101, 102]),
        ])
    func operators(_ text: String, _ numbers: [Int]) throws {
        #expect(try found(text) == numbers)
    }

    @Test(
        "text in which there is nothing to look for finds nothing",
        arguments: [
            "", " ", "\"", "\"\"", "'", "*", "-", "+", "()", "--", ";", "👩‍🚒", "\0", "%", "_", "^:{}",
            "\u{301}", "\n\t",
        ])
    func nothing(_ text: String) throws {
        #expect(try found(text).isEmpty)
    }

    @Test(
        "text that means harm does none",
        arguments: [
            "\" OR \"1\"=\"1", "'; DROP TABLE session; --", "maria\"* OR \"ana", "a\0b", "²", "١٢٣",
            "１２３", "\"maria", "maria\\", "NEAR(", "(((((", String(repeating: "a ", count: 50_000),
            String(repeating: "x", count: 1_000_000), String(repeating: "7", count: 1_000_000),
            String(repeating: "\"", count: 10_000),
            "e" + String(repeating: "\u{301}", count: 100_000),
            String(repeating: "👩‍🚒", count: 10_000), "नमस्ते", "日本語", "\u{202e}maria",
        ])
    func harm(_ text: String) throws {
        _ = try found(text)
        _ = try cache.sessions(number: text)
        _ = try cache.departments(matching: text)
        _ = try cache.users(matching: text)
        #expect(try cache.count(.sessions) == 5)
        #expect(try cache.database.texts("PRAGMA integrity_check") == ["ok"])
    }

    @Test("what is found follows what changes")
    func follows() throws {
        func save(_ name: String?, _ phone: String?, updated: Int) throws {
            let session = Example.session(101, name: name, phone: phone, updated: updated)
            _ = try cache.savePage([session], SessionProgress(), at: Example.noon)
        }
        try save("Teresa", "777", updated: 1)
        #expect(try found("conceicao").isEmpty)
        #expect(try found("teresa") == [101])
        #expect(try found("98765-4321").isEmpty)
        #expect(try found("777") == [101])
        try save(nil, nil, updated: 2)
        #expect(try found("teresa").isEmpty)
        #expect(try found("777").isEmpty)
        try save("Rita", nil, updated: 3)
        #expect(try found("rita") == [101])
        let id: Session.ID = Example.id(101)
        try cache.database.run("DELETE FROM session WHERE id = '\(id)'")
        #expect(try found("rita").isEmpty)
        try cache.database.run("INSERT INTO sessionName (sessionName) VALUES ('integrity-check')")
    }
}
