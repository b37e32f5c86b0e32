import Base
import Workspace

/// What is typed without being shown, or comes in the environment.
extension App {
    private var givenPassphrase: String? {
        environment["SOTAY_PASSPHRASE"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// A line that nobody looking on can read; nil at the end of the input.
    func secret(_ question: Bilingual) throws -> String? {
        let lines = lines
        return try TerminalMode.hidingTyping {
            screen.prompt(Span(question[language]))
            defer { screen.tell("") }
            return try lines.next()
        }
    }

    /// The passphrase that opens something; nil when there is nobody to ask.
    func passphrase() throws -> String? {
        if let givenPassphrase { return givenPassphrase }
        guard canAsk else { return nil }
        return try secret(Bilingual("Cụm mật khẩu: ", "Passphrase: "))
    }

    /// A new passphrase, asked for twice. Nil when none is set in the environment and none is asked for.
    func newPassphrase(isAsked: Bool) throws -> String? {
        if let givenPassphrase { return givenPassphrase }
        return isAsked ? try askNewPassphrase() : nil
    }

    /// The new one to change to: SOTAY_PASSPHRASE_NEW, or what is typed twice.
    func askNewPassphrase() throws -> String {
        if let given = environment["SOTAY_PASSPHRASE_NEW"], !given.isEmpty { return given }
        guard canAsk else { throw UsageError.nobodyToAsk(instead: "SOTAY_PASSPHRASE") }
        let least = Book.leastPassphrase
        let first = try secret(
            Bilingual("Cụm mật khẩu mới (ít nhất \(least) chữ): ", "New passphrase (\(least) letters at least): "))
        guard let first, first.count >= least else { throw BackupError.passphraseShort(least: least) }
        guard try secret(Bilingual("Gõ lại lần nữa: ", "Once more: ")) == first else {
            throw BackupError.passphrasesDiffer
        }
        return first
    }
}
