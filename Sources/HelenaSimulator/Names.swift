/// Names as they are met in Brazil: with accents, and not all different.
enum Names {
    static let departments = [
        "Recepção", "Cobrança", "Suporte Técnico", "Vendas", "Pós-venda", "Logística",
        "Agendamento", "Ouvidoria", "Financeiro", "Retenção", "Matrículas", "Jurídico",
    ]

    static let first = [
        "João", "Conceição", "José", "Antônia", "Luís", "Inês", "Sebastião", "Mônica",
        "Fábio", "Letícia", "Estêvão", "Ângela", "Cauã", "Tainá", "Gonçalo", "Vitória",
        "Márcio", "Patrícia", "Otávio", "Lúcia", "Rômulo", "Beatriz", "César", "Débora",
    ]

    static let last = [
        "Conceição", "Araújo", "Gonçalves", "Simões", "Magalhães", "Assunção", "Brandão",
        "Guimarães", "Leão", "Muñoz", "Falcão", "Galvão", "Sá", "Távora", "Vilaça", "Ximenes",
        "Zago", "D'Ávila", "Corrêa", "Peçanha", "Quintão", "Rolim", "Uchôa", "Negrão",
    ]

    static let tags = ["VIP", "Inadimplente", "Convênio", "Retorno", "Indicação"]

    static let channels = ["WhatsApp Matriz", "WhatsApp Filial São José", "Instagram"]

    static let areaCodes = ["11", "21", "31", "41", "48", "51", "61", "71", "81", "85"]

    /// Different for every index: the list once, then with a number.
    static func department(_ index: Int) -> String {
        let round = index / departments.count
        let name = departments[index % departments.count]
        return round == 0 ? name : "\(name) \(round + 1)"
    }

    /// Different for every index: each pair of names once, then with a number.
    static func user(_ index: Int) -> String {
        let width = first.count
        let round = index / (width * width)
        // A step of 7 between neighbours, so that few of them share a surname.
        let surname = last[(index % (width * width) / width + index % width * 7) % width]
        let name = "\(first[index % width]) \(surname)"
        return round == 0 ? name : "\(name) \(round + 1)"
    }

    static func contact(_ chance: inout Chance) -> String {
        let name = "\(chance.pick(first)) \(chance.pick(last))"
        return chance.happens(percent: 60) ? "\(name) \(chance.pick(last))" : name
    }
}
