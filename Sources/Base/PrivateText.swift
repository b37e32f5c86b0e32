/// What must not stand in a text that travels: numbers of people's papers, and secrets.
///
/// Source: DOMAIN.md §3.4.
package enum PrivateText {
    /// A run of `digits` digits and more, spaces, dots and hyphens between them or not.
    package static func holdsNumber(of digits: Int, in text: String) -> Bool {
        var run = 0
        for scalar in text.unicodeScalars {
            if scalar.properties.numericType == .decimal {
                run += 1
            } else if !separators.contains(scalar) {
                run = 0
            }
            if run >= digits { return true }
        }
        return false
    }

    /// A word for a password or one-time code with digits right behind it: "mật khẩu 123456", "OTP: 1234".
    package static func holdsSecret(in text: String) -> Bool {
        let key = text.searchKey
        return ["mat khau", "otp", "passcode", "password"].contains { word in
            key.ranges(of: word).contains { range in
                let rest = key[range.upperBound...].prefix(24).drop { !$0.isNumber }
                return rest.prefix { $0.isNumber }.count >= 3
            }
        }
    }

    private static let separators = " .-\u{A0}\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}\u{2015}".unicodeScalars
}
