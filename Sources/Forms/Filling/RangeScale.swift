internal import Base

/// The numbers that a `range` question takes: from `start` in steps of `step` up to `end`.
/// Source: XLSForm reference, "range"; pyxform's defaults are 1, 10 and 1.
package struct RangeScale: Hashable, Sendable {
    package let start: Double
    package let end: Double
    package let step: Double

    package init(_ parameters: [String: String]) {
        func number(_ key: String, _ otherwise: Double) -> Double {
            let number = NumberText.read(parameters[key] ?? "")
            return number.isNaN ? otherwise : number
        }
        start = number("start", 1)
        end = number("end", 10)
        let step = abs(number("step", 1))
        self.step = step > 0 ? step : 1
    }

    package init(start: Double, end: Double, step: Double) {
        (self.start, self.end, self.step) = (start, end, step)
    }

    /// Marks so far apart: no wider than the scale, and each on a step.
    package func holds(ticks interval: Double) -> Bool {
        let steps = interval / step
        return interval != 0 && interval <= abs(end - start) && abs(steps - steps.rounded()) < 1e-9
    }

    /// `0–10, 0,5`: the bounds and, when it is not 1, the step.
    package var text: String {
        "\(shown(start))–\(shown(end))" + (step == 1 ? "" : " (+\(shown(step)))")
    }

    /// With a decimal comma.
    package func shown(_ number: Double) -> String {
        NumberText.write(number).replacing(".", with: ",")
    }

    /// A decimal comma or point; a number off the scale is refused.
    func stored(_ typed: String) throws(AnswerFault) -> String {
        guard let text = AnswerText.decimal(typed) else { throw .notANumber(typed) }
        let number = NumberText.read(text)
        guard holds(number) else { throw .outOfRange(self.text) }
        return NumberText.write(number)
    }

    /// A number on the scale.
    package func holds(_ number: Double) -> Bool {
        let steps = (number - start) / (end < start ? -step : step)
        return number >= min(start, end) && number <= max(start, end) && abs(steps - steps.rounded()) < 1e-9
    }
}
