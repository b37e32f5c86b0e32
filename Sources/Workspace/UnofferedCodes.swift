package import Base
package import Forms
import Indicators
import Ledger
import Store

/// A code that an indicator of the ward's own asks for and that no approved form offers: it will never be counted.
package struct UnofferedCode: Hashable, Sendable {
    package let indicator: String
    package let role: Role
    package let code: String
    package let nearest: String?

    package var text: Bilingual {
        let (role, code, id) = (role.rawValue, code.printable, indicator.printable)
        return Bilingual(
            "chỉ tiêu riêng \"\(id)\": không biểu mẫu đã duyệt nào có mã \"\(code)\" ở \(role), nên không đếm được gì"
                + (nearest.map { " (có phải là \"\($0.printable)\" không?)" } ?? ""),
            "own indicator \"\(id)\": no approved form offers the code \"\(code)\" at \(role), so nothing is counted"
                + (nearest.map { " (did you mean \"\($0.printable)\"?)" } ?? ""))
    }
}

extension Book {
    /// In the order of the ward's file.
    package func unofferedCodes() throws -> [UnofferedCode] {
        try store.read { reader in
            guard let own = try reader.setting(.ownIndicators), !own.isEmpty else { return [] }
            return unofferedCodes(try Self.planAndCatalogue(reader).1, try Self.shippedIndicators(reader))
        }
    }

    /// The ward's own counts that must be zero whatever was recorded: of some role no form offers any of their codes.
    /// Such a number is missing and no zero.
    func uncountable(_ catalogue: Catalogue, _ reader: BookReader) throws -> Set<String> {
        guard let own = try reader.setting(.ownIndicators), !own.isEmpty else { return [] }
        let codes = unofferedCodes(catalogue, try Self.shippedIndicators(reader))
        return Set(
            catalogue.indicators.filter { indicator in
                indicator.rule?.codes.contains { condition in
                    !condition.codes.isEmpty
                        && condition.codes.allSatisfy { code in
                            codes.contains { ($0.indicator, $0.role, $0.code) == (indicator.id, condition.role, code) }
                        }
                } ?? false
            }.map(\.id))
    }

    private static func shippedIndicators(_ reader: BookReader) throws -> Set<String> {
        let shipped = try Catalogue(yaml: try reader.setting(.catalogue) ?? "", file: "indicators.yaml")
        return Set(shipped.indicators.map(\.id))
    }

    private func unofferedCodes(_ catalogue: Catalogue, _ shipped: Set<String>) -> [UnofferedCode] {
        let offered = offeredCodes()
        return catalogue.indicators.filter { !shipped.contains($0.id) }.flatMap { indicator in
            (indicator.rule?.codes ?? []).flatMap { condition -> [UnofferedCode] in
                guard let known = offered[condition.role] else { return [] }
                return condition.codes.filter { !known.contains($0) }.map {
                    UnofferedCode(
                        indicator: indicator.id, role: condition.role, code: $0, nearest: $0.nearest(in: known.sorted())
                    )
                }
            }
        }
    }

    /// The choices of the approved forms by role; nothing of a role whose answers some form leaves open, or none asks.
    private func offeredCodes() -> [Role: Set<String>] {
        var offered: [Role: Set<String>] = [:]
        var open: Set<Role> = []
        for stored in forms.all where stored.isApproved {
            for item in forms.form(stored.ref.text)?.items ?? [] {
                guard let role = item.role else { continue }
                if item.listSource == .choices, let list = forms.form(stored.ref.text)?.choices(of: item.index) {
                    offered[role, default: []].formUnion(list.choices.map(\.name))
                } else {
                    open.insert(role)
                }
            }
        }
        return offered.filter { !open.contains($0.key) }
    }
}
