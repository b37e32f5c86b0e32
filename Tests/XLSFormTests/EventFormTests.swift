import Base
import Forms
import Foundation
import Testing
import XLSForm

/// `forms/buoi.md`, the form of training and communication events.
@Suite struct EventForm {
    private static let reading: FormReading = {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = FileManager.default.contents(atPath: root.appending(path: "forms/buoi.md").path)
        return FormReader.read(Array(bytes ?? Data()), file: "buoi.md")
    }()

    @Test func hasNoFaultsAndEveryRoleOfAnEvent() throws {
        for fault in Self.reading.faults { Issue.record("\(fault.place): \(fault.kind)") }
        let form = try #require(Self.reading.form)
        #expect(form.id == "buoi" && form.version == "1")
        for role in Role.allCases where role.isOfEvent { #expect(form.roles[role] != nil, "\(role.rawValue)") }
        // Nobody who was there is told apart.
        for role in [Role.sessionStart, .sessionPerson, .sessionHousehold, .localName, .localPhone] {
            #expect(form.roles[role] == nil, "\(role.rawValue)")
        }
    }

    @Test func saysEverythingInBothLanguages() throws {
        let form = try #require(Self.reading.form)
        for item in form.items where item.type.isAsked || item.type == .note || item.type.isContainer {
            for text in [item.label, item.hint, item.constraintMessage, item.requiredMessage] where !text.isEmpty {
                #expect(text[code: "vi"]?.isEmpty == false && text[code: "en"]?.isEmpty == false, "\(item.name)")
            }
        }
        for list in form.lists.values {
            for choice in list.choices { #expect(choice.label.texts.count == 2, "\(list.name) \(choice.name)") }
        }
    }
}
