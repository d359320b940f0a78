import Schema
import Testing

/// The migrations that the program carries are the files in `schema/`, in their order.
struct SchemaTests {
    @Test(
        "every file of SQL is in the list, and the list is in order",
        arguments: [("outbox", Schema.outbox), ("cache", Schema.cache)])
    func migrations(_ folder: String, _ migrations: [Schema.Migration]) throws {
        let files = try Tree.names("schema/" + folder)
        #expect(files == migrations.map { $0.name + ".sql" })
        for (position, migration) in migrations.enumerated() {
            #expect(migration.name.hasPrefix("v00\(position + 1)-"))
            #expect(try migration.sql == Tree.text("schema/\(folder)/\(migration.name).sql"))
        }
    }
}
