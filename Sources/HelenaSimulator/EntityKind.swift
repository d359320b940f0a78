/// What an id was made for; keeps the streams of chance apart.
enum EntityKind: UInt64 {
    case company = 1
    case department, agent, user, contact, session, channel, tag, message, bot, error
}
