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
        return isAsked ? try askNewPassphrase(instead: "SOTAY_PASSPHRASE") : nil
    }

    /// The new one to change to: SOTAY_PASSPHRASE_NEW, or what is typed twice. One that is too short or typed otherwise
    /// the second time is asked for again.
    func askNewPassphrase(instead variable: String = "SOTAY_PASSPHRASE_NEW") throws -> String {
        if let given = environment["SOTAY_PASSPHRASE_NEW"], !given.isEmpty { return given }
        guard canAsk else { throw UsageError.nobodyToAsk(instead: variable) }
        let least = Book.leastPassphrase
        let question = Bilingual(
            "Cụm mật khẩu mới (ít nhất \(least) ký tự): ", "New passphrase (\(least) characters at least): ")
        while let first = try secret(question) {
            if first.count < least {
                tell(BackupError.passphraseShort(least: least).problem)
            } else if try secret(Bilingual("Gõ lại lần nữa: ", "Once more: ")) == first {
                return first
            } else {
                tell(BackupError.passphrasesDiffer.problem)
            }
        }
        throw BackupError.passphraseShort(least: least)
    }
}
