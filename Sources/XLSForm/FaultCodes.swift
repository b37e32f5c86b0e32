internal import Archive
internal import Base
internal import Forms

extension FormFault.Kind {
    var severity: FormFault.Severity {
        switch self {
        case .unclosedTableRow, .unknownSheet, .unknownColumn, .nameDiffersByCase, .spacedReference,
            .undeclaredNamespace, .missingVersion, .unusedList, .rareType, .missingTranslation, .unknownAppearance,
            .unknownChoice, .neverANumber, .textInArithmetic, .neverReckoned, .uncalculated, .afterBlankRows,
            .afterBlankColumns, .setUnlike, .neverADate, .neverOrdered,
            .dayAlone,
            .demandOnUnseen, .idOfFileName,
            .unquotedDate, .languageWithoutTexts, .languageWithoutLabels, .extraSettings, .badFormID, .oldType,
            .textTwice, .plainReference, .errorValue, .badFileCode, .emptyGroup("repeat"):
            .warning
        case .definition(let kind) where kind.isWarning: .warning
        default: .error
        }
    }

    /// Permanent; a retired one is never given again.
    package var code: String {
        switch self {
        case .tooLarge: "FORM-001"
        case .notUTF8: "FORM-002"
        case .unknownFormat: "FORM-003"
        case .tooManyRows: "FORM-004"
        case .unclosedTableRow: "FORM-005"
        case .sheetTwice: "FORM-006"
        case .unknownSheet: "FORM-007"
        case .noSurvey: "FORM-008"
        case .missingColumn: "FORM-009"
        case .headerTwice: "FORM-010"
        case .unknownColumn: "FORM-011"
        case .missingType: "FORM-012"
        case .unknownType: "FORM-013"
        case .unsupportedType: "FORM-014"
        case .missingList: "FORM-015"
        case .missingName: "FORM-016"
        case .badName: "FORM-017"
        case .reservedName: "FORM-018"
        case .nameTwice: "FORM-019"
        case .nameTwin: "FORM-020"
        case .nameDiffersByCase: "FORM-021"
        case .missingLabel: "FORM-022"
        case .missingCalculation: "FORM-023"
        case .endWithoutBegin: "FORM-024"
        case .wrongEnd: "FORM-025"
        case .neverEnded: "FORM-026"
        case .tooDeep: "FORM-027"
        case .unknownRole: "FORM-028"
        case .undeclaredNamespace: "FORM-029"
        case .badFormID: "FORM-030"
        case .missingVersion: "FORM-031"
        case .choiceTwice: "FORM-032"
        case .choiceWithSpace: "FORM-033"
        case .choiceWithoutList: "FORM-034"
        case .choiceWithoutName: "FORM-035"
        case .unusedList: "FORM-036"
        case .badTrigger: "FORM-037"
        case .rareType: "FORM-038"
        case .missingFile: "FORM-039"
        case .missingFileColumn: "FORM-040"
        case .missingTranslation: "FORM-041"
        case .unknownAppearance: "FORM-042"
        case .unknownParameter: "FORM-043"
        case .badParameter: "FORM-044"
        case .otherWithFilter: "FORM-045"
        case .badDefault: "FORM-046"
        case .unknownChoice: "FORM-047"
        case .neverANumber: "FORM-048"
        case .reservedProperty: "FORM-049"
        case .saveToWithoutEntity: "FORM-050"
        case .repeatNameTwice: "FORM-051"
        case .languageWithoutTexts: "FORM-052"
        case .emptySurvey: "FORM-053"
        case .languageWithoutLabels: "FORM-060"
        case .generatedNameTwice: "FORM-061"
        case .instanceTwice: "FORM-062"
        case .badVersion: "FORM-063"
        case .tooManyExpressions: "FORM-064"
        case .neverADate: "FORM-054"
        case .neverOrdered: "FORM-055"
        case .dayAlone: "FORM-140"
        case .demandOnUnseen: "FORM-141"
        case .idOfFileName: "FORM-142"
        case .textInArithmetic: "FORM-144"
        case .neverReckoned: "FORM-145"
        case .setUnlike: "FORM-146"
        case .uncalculated: "FORM-147"
        case .afterBlankRows, .afterBlankColumns: "FORM-148"
        case .unquotedDate: "FORM-056"
        case .defaultOffScale: "FORM-057"
        case .badStep: "FORM-058"
        case .badCondition: "FORM-059"
        case .emptyGroup: "FORM-070"
        case .unclosedReference: "FORM-071"
        case .seedWithoutRandomize: "FORM-072"
        case .malformedParameters: "FORM-073"
        case .missingParameter: "FORM-074"
        case .extraSettings: "FORM-075"
        case .auditName: "FORM-076"
        case .missingTrigger: "FORM-077"
        case .missingEntityColumn: "FORM-078"
        case .badEntityName: "FORM-079"
        case .badListFile: "FORM-080"
        case .isXForm: "FORM-081"
        case .openDocument: "FORM-082"
        case .controlCharacter: "FORM-083"
        case .looksDynamic: "FORM-084"
        case .offScale: "FORM-085"
        case .unlikeAppearance: "FORM-086"
        case .badTick: "FORM-087"
        case .filterInTable: "FORM-088"
        case .unlikeInTable: "FORM-089"
        case .needless: "FORM-090"
        case .spacedReference: "FORM-091"
        case .propertyTwice: "FORM-092"
        case .propertyOfGroup: "FORM-093"
        case .unknownEntityList: "FORM-094"
        case .propertyWithoutList: "FORM-095"
        case .entityApart: "FORM-096"
        case .entityWithoutRoom: "FORM-097"
        case .oldType: "FORM-065"
        case .textTwice: "FORM-066"
        case .searchSharesList: "FORM-067"
        case .searchInFile: "FORM-068"
        case .encryptedWithoutID: "FORM-069"
        case .plainReference: "FORM-098"
        case .unknownExternalList: "FORM-099"
        case .errorValue: "FORM-100"
        case .badFileCode: "FORM-132"
        case .archive(let fault): fault.code
        case .expression(let kind): ExpressionFault(kind: kind, offset: 0).code
        case .definition(let kind): kind.code
        }
    }
}
