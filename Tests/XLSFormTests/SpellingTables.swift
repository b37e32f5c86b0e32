/// What pyxform takes in another spelling than the usual one, or refuses.
extension FaultTests {
    static let spellingsOfPyxform: [FormTable] = [
        FormTable(
            "codes with a space",
            """
            | survey |
            | | type | name | label | default | relevant |
            | | select_one a | a | A | x y | |
            | | select_multiple b | b | B | | ${a} = 'x y' or selected(${a}, 'x y') |
            | | rank c | c | C | | ${a} = 'x' |
            | choices |
            | | list_name | name | label |
            | | a | x y | X |
            | | b | x y | X |
            | | c | x y | X |
            """, "form-047 survey!E5 (relevant) c ^5", "form-033 choices!B8 (name) x y ^0",
            "FORM-033 choices!B9 (name) x y ^0", "FORM-033 choices!B10 (name) x y ^0"),
        FormTable(
            "spellings of early versions",
            """
            | survey |
            | | type | name | label |
            | | int | a | A |
            | | add date time prompt | b | B |
            | | q picture | c | C |
            | | select1 l | d | D |
            | | select_one l or other | e | E |
            | | begin looped group | r | R |
            | | percentage | f | F |
            | | end looped group | | |
            | choices |
            | | list_name | name | label |
            | | l | x | X |
            """, "form-065 survey!A3 (type) a ^0", "form-065 survey!A4 (type) b ^0", "form-065 survey!A5 (type) c ^0",
            "form-065 survey!A6 (type) d ^0", "form-065 survey!A8 (type) r ^0"),
        FormTable(
            "spellings of no version",
            """
            | survey |
            | | type | name | label |
            | | add int prompt | a | A |
            | | text question | b | B |
            | | select multiple from l | c | C |
            | | picture | d | D |
            | | calculation | e | E |
            | | select_one l specify_other | f | F |
            | | select_one l | g | G |
            | choices |
            | | list_name | name | label |
            | | l | x | X |
            """, "FORM-013 survey!A3 (type) a ^0", "FORM-013 survey!A4 (type) b ^0", "FORM-013 survey!A5 (type) c ^0",
            "FORM-013 survey!A6 (type) d ^0", "FORM-013 survey!A7 (type) e ^0", "FORM-014 survey!A8 (type) f ^0"),
        FormTable(
            "references in settings",
            """
            | survey |
            | | type | name | label |
            | | text | ten | Tên |
            | settings |
            | | form_id | version | form_title | submission_url | instance_name |
            | | f | 1 | Phiếu ${ten} | https://a.example/${tenn} | ${ten} |
            """, "form-098 settings!C6 (form_title) ^6", "FORM-101 settings!D6 (submission_url) ^18"),
        FormTable(
            "encrypted without an id",
            """
            | survey |
            | | type | name | label | calculation |
            | | text | ten | Tên | |
            | | calculate | ma | | ${instanceID} |
            | settings |
            | | form_id | version | omit_instanceID | public_key |
            | | f | 1 | yes | MIIB |
            """, "FORM-101 survey!D4 (calculation) ma ^0", "FORM-069 settings!C7 (omit_instanceID) ^0"),
        FormTable(
            "a question with the name of the id",
            """
            | survey |
            | | type | name | label | calculation |
            | | text | instanceID | Mã | |
            | | calculate | ma | | ${instanceID} |
            """, "FORM-102 survey!D4 (calculation) ma ^0"),
        FormTable(
            "search beside another question",
            """
            | survey |
            | | type | name | label | appearance |
            | | select_one l | a | A | minimal search('tep') |
            | | select_one l | b | B | |
            | | select_one_from_file x.csv | c | C | search('tep') |
            | choices |
            | | list_name | name | label |
            | | l | ma | ten |
            """, "form-149 survey!D3 (appearance) a ^0", "FORM-067 survey!D3 (appearance) a ^0",
            "FORM-068 survey!D5 (appearance) c ^0"),
        FormTable(
            "two texts of one language",
            """
            | survey |
            | | type | name | label | label::Vietnamese (vi) | label::English (en) |
            | | text | a | Một | Số một | One |
            | | text | b | Hai | | Two |
            | | text | c | Ba | Ba | |
            | settings |
            | | form_id | version | default_language |
            | | f | 1 | Vietnamese (vi) |
            """, "form-066 survey!C3 (label) a ^0", "form-041 survey!E5 (label::English (en)) c ^10"),
        FormTable(
            "spaces around colons",
            """
            | survey |
            | | type | name | label :: Vietnamese (vi) | bind :: required | body :: appearance | Required |
            | | text | a | A | yes | multiline | |
            """, "FORM-010 survey!F2 (Required) ^0"),
        FormTable(
            "an external list that is not there",
            """
            | survey |
            | | type | name | label |
            | | select_one_external xa | a | A |
            | external_choices |
            | | list_name | name | label |
            | | xaa | 1 | Một |
            """, "FORM-099 survey!A3 (type) a ^20", "form-036 external_choices!A6 (list_name) ^0"),
        FormTable(
            "what telephones alone refuse",
            """
            | survey |
            | | type | name | label | calculation | trigger |
            | | text | a | A | | |
            | | begin repeat | r | R | | |
            | | text | z | Z | | |
            | | calculate | x | | now() | ${a} |
            | | calculate | y | | now() | ${z} |
            | | end repeat | | | | |
            | | calculate | dau | | ${r}[1]/z | |
            | | calculate | hai | | ${r}[position() = 2]/z | |
            """, "form-131 survey!E6 (trigger) x ^0", "form-130 survey!D9 (calculation) dau ^0"),
        FormTable(
            "formulas that failed, and what is no role",
            """
            | survey |
            | | type | name | label | bind::sotay:role |
            | | text | a | #REF! | session.date |
            | settings |
            | | form_id | version | namespaces |
            | | f | 1 | sotay="https://sotay.example/xforms" |
            """, "form-100 survey!C3 (label) ^0", "FORM-028 survey!D3 (bind::sotay:role) a ^0"),
        FormTable(
            "a loop",
            """
            | survey |
            | | type | name | label | relevant |
            | | begin loop over l | a | A | |
            | | integer | c | C %(label)s | |
            | | text | t_%(name)s | T | ../c > x |
            | | end loop | | | |
            | | begin loop over m | b | B | |
            | | text | d | D | |
            | | end loop | | | |
            | choices |
            | | list_name | name | label |
            | | l | x | X |
            | | l | y | Y |
            """, "FORM-103 survey!D5 (relevant) t_x ^7", "FORM-103 survey!D5 (relevant) t_y ^7",
            "FORM-104 survey!A7 (type) b ^16"),
        FormTable(
            "paths from another root",
            """
            | survey |
            | | type | name | label | relevant |
            | | text | a | A | |
            | | text | b | B | /phieu/a = 1 or /phieu/meta/instanceID = '' |
            | | text | c | C | /data/a = 1 or /a = 1 |
            | | text | d | D ${last-saved#aa} | ${last-saved#instanceID} = '' |
            | settings |
            | | form_id | version | name |
            | | f | 1 | phieu |
            """, "FORM-103 survey!D5 (relevant) c ^1", "FORM-103 survey!D5 (relevant) c ^16",
            "FORM-101 survey!C6 (label) d ^2"),
    ]
}
