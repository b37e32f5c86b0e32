internal import Base

/// The choices of a select: a list and which of its columns are stored and shown.
struct ChoiceTable {
    let list: ListInstance
    let value: String
    let label: String

    func code(_ row: Int) -> String { list.cell(row, value) }

    /// When a code stands twice, the first row is found.
    func row(of code: String) -> Int? { list.rows(where: value, equal: .string(code))?.first }

    func label(of code: String, _ tongue: Tongue) -> String? {
        row(of: code).map { list.label($0, label, tongue) }
    }
}

extension Filling {
    /// Nil for what is no select, and for a list whose file is not there: what `search()` names only telephones read.
    func choiceTable(of item: Int) -> ChoiceTable? {
        guard let name = form.items[item].list, !form.items[item].hasSearch else { return nil }
        do throws(EvaluationError) {
            let item = form.items[item]
            return ChoiceTable(list: try evaluator.list(name), value: item.valueColumn, label: item.labelColumn)
        } catch {
            return nil
        }
    }

    /// The answers in other rows that a select offers; nil for a select from a list.
    func rowChoices(of element: Element) -> [String]? {
        let item = form.items[element.definition]
        guard case .rows(let name) = item.listSource, let target = form.item(named: name)?.index else { return nil }
        let around = form.enclosingRepeat(of: target)
        let rows = elements(of: around, under: sharedRow(of: around, from: enclosingRow(of: element)))
        var codes: [String] = []
        for row in rows where row.isRelevant {
            do throws(EvaluationError) {
                if let filter = item.choiceFilter, try !evaluator.value(of: filter, at: row).boolean() { continue }
            } catch {
                failures[Spot(element)] = error
                continue
            }
            for answer in elements(of: target, under: row) where answer.isRelevant && !answer.text.isEmpty {
                if !codes.contains(answer.text) { codes.append(answer.text) }
            }
        }
        return codes
    }

    /// The rows of the list that the filter lets through, in the order of offering.
    func offered(to element: Element) -> [Int] {
        guard let table = choiceTable(of: element.definition) else { return [] }
        let item = form.items[element.definition]
        do throws(EvaluationError) {
            let filter = item.choiceFilter
            let rows = try filter.map { filter throws(EvaluationError) in
                try evaluator.rows(of: table.list, where: filter, at: element)
            }
            let all = rows ?? Array(0..<table.list.count)
            return item.isRandomized ? try shuffled(all, for: element) : all
        } catch {
            failures[Spot(element)] = error
            return []
        }
    }

    /// The same order as long as the record is open; with a seed the same order everywhere.
    private func shuffled(_ rows: [Int], for element: Element) throws(EvaluationError) -> [Int] {
        let seed: Int64
        if let expression = form.seeds[element.definition] {
            seed = try FunctionTable.seed(evaluator.value(of: expression, at: element).single())
        } else if let known = orderSeeds[ObjectIdentifier(element)] {
            seed = known
        } else {
            seed = evaluator.randomSeed()
            orderSeeds[ObjectIdentifier(element)] = seed
        }
        var numbers = ParkMiller(seed: seed)
        return numbers.shuffled(rows)
    }

    /// A code that the filter does not let through, or a rank that leaves a choice out.
    func choiceFault(of element: Element) -> AnswerFault? {
        let item = form.items[element.definition]
        if let choices = rowChoices(of: element) {
            return item.type.codes(in: element.text).first { !choices.contains($0) }.map { .choiceNotOffered($0) }
        }
        guard item.type.isSelect, item.choiceFilter != nil || item.type == .rank,
            let table = choiceTable(of: element.definition)
        else { return nil }
        let codes = item.type.codes(in: element.text)
        if item.type == .rank {
            let offered = Set(offered(to: element).map(table.code))
            if let stranger = codes.first(where: { !offered.contains($0) }) { return .choiceNotOffered(stranger) }
            return Set(codes) == offered ? nil : .rankIncomplete(offered.count)
        }
        guard let filter = item.choiceFilter else { return nil }
        do throws(EvaluationError) {
            for code in codes where try !isOffered(code, of: table, filter, to: element) {
                return .choiceNotOffered(code)
            }
            return nil
        } catch {
            return .evaluation(error)
        }
    }

    /// Tries the filter on the rows of one code alone: the list may be long.
    private func isOffered(
        _ code: String, of table: ChoiceTable, _ filter: Expression, to element: Element
    ) throws(EvaluationError) -> Bool {
        let rows = table.list.rows(where: table.value, equal: .string(code)) ?? []
        return try !evaluator.rows(of: table.list, where: filter, at: element, among: rows).isEmpty
    }
}
