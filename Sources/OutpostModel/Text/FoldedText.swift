import Foundation

extension String {
    /// The text as names are compared: without regard to case, accents, width, or spaces around it.
    ///
    /// "Conceição " and "CONCEICAO" fold to the same text.
    package var folded: String {
        folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Its ASCII digits alone: "+55 (11) 98765-4321" becomes "5511987654321".
    package var digits: String { filter { $0.isASCII && $0.isNumber } }
}
