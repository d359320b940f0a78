import OutpostCommands

@main
enum Main {
    static func main() async { await Outpost.launch() }
}
