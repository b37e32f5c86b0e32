/// Forms that together use every type, column and setting of tiers 1 and 2, and the types of tier 3.
enum XFormForms {
    static let all: [FormTable] = [
        types, selects, repeats, texts, defaults, settings, entities, entitiesWithin, quotes, files, rare, update,
        roots, loop, colons, untranslated, withDefaultLanguage, rowChoices, within,
        setValues,
    ]

    /// Defaults of which ODK's engine makes no value of the type by itself; Validate evaluates them.
    static let setValues = FormTable(
        "values that are set",
        """
        | survey |
        | | type | name | label | default | calculation | trigger |
        | | text | t | T | | | |
        | | date | d1 | D | today() + 30 | | |
        | | date | d2 | D | if(${t} = '', '', today() - 1) | | |
        | | dateTime | d3 | D | now() + 0.5 | | |
        | | time | d4 | D | now() + 0.1 | | |
        | | date | d5 | D | | ${d1} + 30 | ${d1} |
        | | integer | n1 | N | today() | | |
        | | decimal | n2 | N | coalesce('', now()) | | |
        | | begin repeat | r | R | | | |
        | | date | d6 | D | today() + 1 | | |
        | | end repeat | | | | | |
        """)

    /// What stands in a repeat and speaks of itself or of what is around it; `${}` outside expressions.
    static let within = FormTable(
        "within",
        """
        | survey |
        | | type | name | label | constraint | constraint_message | calculation | choice_filter | appearance | instance::x:tu |
        | | text | b | B | | | | | | |
        | | begin repeat | r | R | | | | | | |
        | | integer | t | T ${t} | ${t} < 150 | ${t} quá lớn | | | | |
        | | select_one cap | s | S | | | | ma != ${s} | | |
        | | begin group | g | G | | | | | | |
        | | begin repeat | con | Con | | | | | | |
        | | text | ten | Tên | | | | | | |
        | | calculate | dem | | | | count(${con}[ten = ${ten}]) + count(${g}) + count(${con}) | | | |
        | | end repeat | | | | | | | | |
        | | end group | | | | | | | | |
        | | end repeat | | | | | | | | |
        | | select_one tim | q | Q | | | | | search('l', 'matches', 'ten', ${b}) | |
        | | select_one doi | d | D | | | | | | |
        | | text | e | E | | | | | | ${b} |
        | choices |
        | | list_name | name | label | ma |
        | | cap | 1 | Một | 1 |
        | | tim | ma | ten | |
        | | doi | x | một ${b} | |
        | settings |
        | | form_id | version | namespaces |
        | | within | 1 | x="http://x.example" |
        """)

    static let types = FormTable(
        "types",
        """
        | survey |
        | | type | name | label | hint | required | required_message | relevant | constraint | constraint_message | readonly | appearance | parameters | calculation |
        | | start | bat_dau | | | | | | | | | | |
        | | end | ket_thuc | | | | | | | | | | |
        | | today | hom_nay | | | | | | | | | | |
        | | deviceid | may | | | | | | | | | | |
        | | username | ten_dn | | | | | | | | | | |
        | | email | thu | | | | | | | | | | |
        | | phonenumber | sdt | | | | | | | | | | |
        | | audit | audit | | | | | | | | | | track-changes=true location-priority=balanced location-min-interval=60 location-max-age=120 |
        | | text | ten | Tên | gọi | yes | cần tên | | string-length(.) < 50 | dài quá | | multiline | rows=3 |
        | | integer | tuổi | Tuổi | | | | | . >= 0 and . <= 120 | ${ten} già quá | | numbers | |
        | | decimal | can | Cân | | | | ${tuổi} > 3 | | | | thousands-sep | |
        | | range | muc | Mức | | | | | | | | picker | start=0 end=1 step=0.1 |
        | | date | ngay | Ngày | | | | | . <= today() | | | no-calendar | |
        | | time | gio | Giờ | | | | | | | | | |
        | | dateTime | luc | Lúc | | | | | | | | | |
        | | note | xem | Chào ${ten}, ${tuổi} tuổi | | | | selected('a b', ${ten}) | | | | | |
        | | acknowledge | biet | Đã biết | | | | | | | | | |
        | | barcode | ma | Mã | | | | | | | | | |
        | | geopoint | o_dau | Ở đâu | | | | | | | | placement-map | capture-accuracy=10 warning-accuracy=50 |
        | | image | anh | Ảnh | | | | | | | | signature | max-pixels=1000 |
        | | file | tep | Tệp | | | | | | | | | |
        | | calculate | tong | | | | | | | | | | | 1 + 1 |
        | | hidden | an | | | | | | | | | | |
        | | phone number | goi | Số | | | | | | | | | |
        | | percentage | phan | Phần | | | | | | | yes | | |
        """)

    static let selects = FormTable(
        "selects",
        """
        | survey |
        | | type | name | label | choice_filter | appearance | parameters | relevant | calculation |
        | | select_one tinh | tinh | Tỉnh | | minimal | | | |
        | | select_one xa | xa | Xã | tinh = ${tinh} | search | randomize=true seed=42 | | |
        | | select_multiple viec or_other | viec | Việc | | columns-2 | | | |
        | | rank viec | hang | Xếp hạng | | | randomize=true | | |
        | | select_one_external thon | thon | Thôn | xa=${xa} and tinh=${tinh} | | | | |
        | | begin group | bang | Bảng | | table-list | | | |
        | | select_one co | b1 | Một | | | | | |
        | | select_one co | b2 | Hai | | | | | |
        | | end group | | | | | | | |
        | | note | ten_xa | ${xa} | | | | | |
        | | calculate | nhan | | | | | | jr:choice-name(${xa}, '${xa}') |
        | | calculate | dem | | | | | | count-selected(${viec}) + count(instance('xa')/root/item[tinh = ${tinh}]) |
        | | note | n | N | | | | selected(${viec}, 'khac') and ${b1} = 'co' | |
        | choices |
        | | list_name | name | label | tinh |
        | | tinh | 01 | Hà Nội | |
        | | tinh | 31 | Hải Phòng | |
        | | xa | 00001 | Ba Đình | 01 |
        | | xa | 11542 | Nam Triệu | 31 |
        | | viec | a | A | |
        | | viec | khac | Khác | |
        | | co | co | Có | |
        | | co | khong | Không | |
        | external_choices |
        | | list_name | name | label | xa | tinh |
        | | thon | t1 | Thôn 1 | 11542 | 31 |
        """)

    static let repeats = FormTable(
        "repeats",
        """
        | survey |
        | | type | name | label | relevant | constraint | calculation | repeat_count | default | appearance | choice_filter |
        | | integer | so | Số người | | | | | | | |
        | | begin repeat | nguoi | Người | ${so} > 0 | | | ${so} | | field-list | |
        | | text | ten | Tên | | | | | concat('người ', position(..)) | | |
        | | integer | tuoi | Tuổi của ${ten} | | . >= 0 | | | | | |
        | | begin group | nghe | Nghề | ${tuoi} >= 15 | | | | | | |
        | | select_one nghe | viec | Việc | | | | | | | nhom = ${tuoi} or ${tuoi} > 60 |
        | | begin repeat | con | Con | ${viec} != '' | | | 1 + ${tuoi} | | | |
        | | text | ten_con | Con của ${ten} | | . != ${ten} | | | ${ten} | | |
        | | calculate | khac | | | | concat(${ten}, ${viec}, ${so}) | | | | |
        | | end repeat | | | | | | | | | |
        | | end group | | | | | | | | | |
        | | calculate | stt | | | | position(..) | | | | |
        | | calculate | truoc | | | | indexed-repeat(${tuoi}, ${nguoi}, position(..) - 1) | | | | |
        | | end repeat | | | | | | | | | |
        | | calculate | tong | | | | sum(${tuoi}) + count(${nguoi}) + count(${nguoi}[tuoi > 60]) | | | | |
        | | calculate | ten_dau | | | | indexed-repeat(${ten}, ${nguoi}, 1) | | | | |
        | choices |
        | | list_name | name | label | nhom |
        | | nghe | nong | Nông | 20 |
        """)

    static let texts = FormTable(
        "texts",
        """
        | survey |
        | | type | name | label::Vietnamese (vi) | label::English (en) | hint::Vietnamese (vi) | guidance_hint::Vietnamese (vi) | media::image::Vietnamese (vi) | image::English (en) | audio | required | required_message::Vietnamese (vi) | constraint | constraint_message::English (en) | autoplay | calculation |
        | | text | ten | Tên <b>gì</b> & "ai" | Name | gợi ý | hướng dẫn | a.png | b.png | c.mp3 | yes | cần | . != 'x' | not ${ten} | audio |
        | | select_one gt | gt | Giới của ${ten} | Sex of ${ten} | | | | | | | | | | |
        | | note | chi_hinh | | | | | d.png | | | | | | | |
        | | calculate | nhan | | | | | | | | | | | | | 1 |
        | choices |
        | | list_name | name | label::Vietnamese (vi) | label::English (en) | image |
        | | gt | nam | Nam | Male | nam.png |
        | | gt | nu | Nữ | Female | |
        | settings |
        | | form_id | version | default_language | form_title |
        | | f | 1 | English (en) | A & B <c> |
        """)

    static let defaults = FormTable(
        "defaults",
        """
        | survey |
        | | type | name | label | default | calculation | trigger | readonly |
        | | text | a | A | chữ & số | | | |
        | | integer | b | B | 5 | | | yes |
        | | date | c | C | today() | | | |
        | | text | d | D | once(uuid()) | | | |
        | | dateTime | e | E | | now() | ${a} | |
        | | calculate | f | | | now() | ${a} | |
        | | background-geopoint | g | | | | ${b} | |
        | | calculate | h | | | once(random()) | | |
        | | begin repeat | r | R | | | | |
        | | text | k | K | ${a} | | | |
        | | calculate | l | | | concat(${k}, ${a}) | ${k} | |
        | | end repeat | | | | | | |
        """)

    static let settings = FormTable(
        "settings",
        """
        | survey |
        | | type | name | label | bind::sotay:role | instance::x:y | bind::x:z | control::accuracyThreshold |
        | | text | ten | Tên | local.name | i | j | |
        | | geopoint | g | G | | | | 5 |
        | settings |
        | | form_title | form_id | version | instance_name | style | public_key | submission_url | auto_send | auto_delete | namespaces | attribute::x:w | client_editable | allow_choice_duplicates |
        | | T | f | 2026 | concat('Nhà ', ${g}) | pages theme-grid | MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw | https://example.org/submission | true | false | x="http://x.example" sotay="http://s.example" | ww | yes | yes |
        """)

    static let entities = FormTable(
        "entities",
        """
        | survey |
        | | type | name | label | save_to |
        | | text | ten | Tên hộ | ten_ho |
        | | begin repeat | r | R | |
        | | text | con | Con | |
        | | end repeat | | | |
        | entities |
        | | list_name | label | create_if |
        | | ho | concat('Hộ ', ${ten}) | string-length(${ten}) > 0 |
        """)

    /// As pyxform 4.5 places them: each in the group that holds all its properties, inside its repeat.
    static let entitiesWithin = FormTable(
        "entities in groups and repeats",
        """
        | survey |
        | | type | name | label | save_to |
        | | begin group | g | G | |
        | | text | t | T | ho#ten |
        | | end group | | | |
        | | begin repeat | r | R | |
        | | begin group | k | K | |
        | | text | u | U | nguoi#ten |
        | | end group | | | |
        | | text | v | V | nguoi#tuoi |
        | | begin repeat | s | S | |
        | | text | w | W | viec#ten |
        | | end repeat | | | |
        | | end repeat | | | |
        | entities |
        | | list_name | label | create_if |
        | | ho | ${t} | ${t} != '' |
        | | nguoi | concat(${u}, ' ', ${t}) | ${v} > 1 |
        | | viec | ${w} | |
        """)

    /// As a word processor writes them.
    static let quotes = FormTable(
        "typographic quotation marks",
        """
        | survey |
        | | type | name | label | relevant | calculation | default |
        | | text | t | T “t” | | | |
        | | text | u | U | ${t} = “a” or ${t} = ‘it"s’ | | |
        | | calculate | c | | | concat('“', ${t}, "’") | |
        """)

    static let update = FormTable(
        "update of an entity",
        """
        | survey |
        | | type | name | label | save_to |
        | | select_one_from_file ho.csv | chon | Hộ nào | |
        | | text | ten | Tên hộ | ten_ho |
        | entities |
        | | list_name | label | entity_id | update_if |
        | | ho | ${ten} | ${chon} | ${ten} != '' |
        """)

    static let files = FormTable(
        "files",
        """
        | survey |
        | | type | name | label | choice_filter | parameters | calculation |
        | | select_one_from_file xa.csv | xa | Xã | tinh = '31' | value=ma label=ten | |
        | | select_multiple_from_file to.xml | tos | Tổ | | | |
        | | select_one_from_file diem.geojson | diem | Điểm | | | |
        | | csv-external | dan_so | | | | |
        | | xml-external | kho | | | | |
        | | calculate | ten_xa | | | | instance('xa')/root/item[ma = ${xa}]/ten |
        | | calculate | keo | | | | pulldata('gia', 'so', 'ma', ${xa}) |
        | | text | truoc | Trước | | | ${last-saved#xa} |
        | | calculate | so_dan | | | | sum(instance('dan_so')/root/item[xa = ${xa}]/so) |
        """)

    /// Paths through a root of another name, the record's own id, the record before.
    static let roots = FormTable(
        "roots",
        """
        | survey |
        | | type | name | label | relevant | calculation | repeat_count |
        | | text | a | A ${last-saved#a} của ${instanceID} | | | |
        | | begin repeat | r | R ${last-saved#instanceID} | | | ${last-saved#so} |
        | | integer | b | B | /phieu/a != '' | | |
        | | calculate | c | | | concat(/phieu/meta/instanceID, ${instanceID}, jr:itext('/phieu/a:label')) | |
        | | end repeat | | | | | |
        | | integer | so | Số | | | |
        | settings |
        | | form_id | version | name | client_editable | public_key |
        | | f | 1 | phieu | yes | MIIB |
        """)

    static let loop = FormTable(
        "loop",
        """
        | survey |
        | | type | name | label::Vietnamese (vi) | label::English (en) | relevant |
        | | begin loop over l | a | A | A | |
        | | integer | c | C %(label)s | Cen %(label)s | |
        | | text | t_%(name)s | T | T | ../c > 1 |
        | | end loop | | | | |
        | choices |
        | | list_name | name | label::Vietnamese (vi) | label::English (en) |
        | | l | x | X | Xen |
        | | l | y | Y | Yen |
        """)

    static let colons = FormTable(
        "colons",
        """
        | survey |
        | | type | name | label :: Vietnamese (vi) | bind :: required | body :: appearance | bind :: odk:length |
        | | text | a | A | yes | multiline | 3 |
        """)

    /// What has no language beside what has one, with a default language and without.
    static let untranslated = FormTable(
        "untranslated",
        """
        | survey |
        | | type | name | label | label::English (en) | hint | image | parameters |
        | | text | a | Một | One | Gợi ý | a.png | |
        | | text | b | Hai | | | | |
        | | range | c | Ba | Three | | | start=0 end=10 tick_labelset=m |
        | choices |
        | | list_name | name | label | label::English (en) |
        | | m | 0 | Không | None |
        | | m | 10 | Nhiều | Many |
        """)

    static let withDefaultLanguage = FormTable(
        "a default language",
        untranslated.text + "\n| settings |\n| | form_id | version | default_language |\n| | f | 1 | Vietnamese (vi) |")

    static let rowChoices = FormTable(
        "choices from a repeat",
        """
        | survey |
        | | type | name | label | choice_filter |
        | | begin repeat | nguoi | Người | |
        | | begin group | g | G | |
        | | text | ten | Tên | |
        | | end group | | | |
        | | integer | tuoi | Tuổi | |
        | | end repeat | | | |
        | | select_one ${ten} | chu_ho | Ai là chủ hộ? | ${tuoi} >= 18 |
        | | select_multiple ${ten} | ai | Những ai có mặt? | |
        """)

    static let rare = FormTable(
        "rare types",
        """
        | survey |
        | | type | name | label | parameters |
        | | start-geopoint | dau | | |
        | | background-audio | nghe | | quality=voice-only |
        | | geotrace | tuyen | Tuyến | incremental=true |
        | | geoshape | thua | Thửa | |
        | | audio | am | Âm | quality=low |
        | | video | phim | Phim | |
        | | osm | ban_do | Bản đồ | |
        | | simserial | sim | | |
        | | subscriberid | thue | | |
        """)
}
