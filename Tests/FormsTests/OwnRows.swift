/// Expressions where JavaRosa is not followed, or says nothing: each family with its reason or source.
enum OwnRows {
    static let text = #"""
        # a text that is a date counts as its day, a moment as its day and part of it: ODK documentation, "number"; JavaRosa does so for typed answers alone, and drops the time
        number('2026-06-01') => number 20605
        number('1970-01-01') => number 0
        number('1970-01-02') => number 1
        number('1969-12-31') => number -1
        number('2026-06-01T12:00:00.000+07:00') => number 20605.5
        '2026-06-01' < '2026-06-02' => boolean true
        '2026-06-01' > '2025-06-02' => boolean true
        '2026-06-01' = 20605 => boolean true
        /data/ngay > '2026-05-31' => boolean true
        /data/ngay - '2026-05-01' => number 31
        '2008-09-08' - '2008-06-05' => number 95
        string(/data/luc) => string "2026-06-01T08:30:00+07:00"
        number(date-time('2026-06-01T12:00:00.000+07:00')) => number 20605.5
        /data/luc > '2026-06-01T08:00:00.000+07:00' => boolean true
        number(/data/luc) => number 20605.354166666668
        date('2026-06-01') >= '2026-06-01' => boolean true
        int('2026-06-01') => number 20605
        round('2026-06-01') => number 20605
        today() - '2026-01-01' > 0 => boolean true
        max('2026-06-01', 3) => number 20605
        # a moment or a time is shown whole; JavaRosa shows its date alone
        string(/data/gio) => string "08:30:00"
        date-time('2026-06-01T08:30:00.000+07:00') => string "2026-06-01T08:30:00+07:00"
        date-time('2026-06-01') => string "2026-06-01T00:00:00+07:00"
        date-time(20605.5) => string "2026-06-01T19:00:00+07:00"
        string-length(now()) => number 25
        date-time('2026-06-01T08:30:00') => string "2026-06-01T08:30:00+07:00"
        date-time('2026-06-01T08:30') => string "2026-06-01T08:30:00+07:00"
        # nodesets expand wherever several values may stand: ODK XForms specification, "concat", "join", "max"
        concat('[', /data/nguoi/ho_ten, ']') => string "[AnBìnhChi]"
        join('-', /data/so, /data/nguoi/ho_ten, 'z') => string "5-An-Bình-Chi-z"
        min(/data/nguoi/tuoi, 5) => number 5
        max(/data/nguoi/tuoi, /data/nguoi/con/tuoi_con) => number 30
        # a number as a predicate is a position: XPath 1.0 section 2.4; JavaRosa finds nothing
        count(/data/nguoi[1]/*) => number 4
        /data/nguoi[1]/tuoi => nodeset "30"
        /data/nguoi[2]/ho_ten => nodeset "Bình"
        /data/nguoi[tuoi > 5][1]/ho_ten => nodeset "An"
        /data/nguoi[tuoi > 5][2]/ho_ten => nodeset "Bình"
        /data/nguoi/con[1]/ten_con => nodeset "Bi|Cu"
        /data/nguoi[1]/con[2]/ten_con => nodeset "Bo"
        /data/nguoi[3]/con[1]/tuoi_con => nodeset "3"
        /data/nguoi[position() < count(/data/nguoi)]/ho_ten => nodeset "An|Bình"
        position(/data/nguoi[2]) => number 2
        instance('tinh')/root/item[1]/name => nodeset "hp"
        {/data/nguoi[2]/tuoi} count(/data/nguoi) => number 3
        {/data/nguoi[2]/tuoi} current() => nodeset "12"
        {/data/nguoi[1]} con[2]/ten_con => nodeset "Bo"
        # an absolute path ends at every row, not at the own one alone: XPath 1.0
        count(/data/nguoi/..) => number 1
        # numbers are written in digits; JavaRosa writes 1.0E12, 2.147483648E9, 1.23456785E7, 1.0E-4, as Java does
        1000000 * 1000000 => number 1000000000000
        2147483648 => number 2147483648
        -2147483649 => number -2147483649
        12345678.5 => number 12345678.5
        -12345678.5 => number -12345678.5
        200000000 div 3 => number 66666666.666666664
        0.0001 => number 0.0001
        0.00012345 => number 0.00012345
        0.00001 => number 0.00001
        -1.5 div 1000000 => number -0.0000015
        123456789012 => number 123456789012
        string(12345678901) => string "12345678901"
        int(2147483648.5) => number 2147483648
        9007199254740993 => number 9007199254740992
        12345678901234567890 => number 12345678901234567000
        exp10(16) * 6.1 => number 61000000000000000
        pow(10, 22) => number 10000000000000000000000
        pow(2, 70) => number 1180591620717411300000
        concat('Tổng ', 5000000000, ' đồng') => string "Tổng 5000000000 đồng"
        number(string(200000000 div 3)) = 200000000 div 3 => boolean true
        number(string(1 div 30000)) = 1 div 30000 => boolean true
        # names of months and days are in the language of the moment
        format-date('2026-06-01', '%b') => string "thg 6"
        format-date('2026-06-01', '%a') => string "T2"
        format-date('2026-06-07', '%a') => string "CN"
        format-date-time('2026-06-01T08:05:09.123+07:00', '%a %b') => string "T2 thg 6"
        format-date('2026-03-01', '%b') => string "thg 3"
        # places are read from texts too
        area('10 106;10 107;11 107;10 106') => number 6101812337.72117
        area('10 106') => number 0
        enclosed-area('10 106;10 107;11 107;10 106') => number 6101812337.72117
        area('') => number 0
        # times of day are read too; Viet Nam keeps +07:00, also before 1975
        decimal-time('06:00:00.000+07:00') => number 0.25
        decimal-time('12:00') => number 0.5
        decimal-time(/data/gio) => number 0.3541666666666667
        decimal-date-time(date(1)) => number 0.7083333333333334
        decimal-time(date(1)) => number 0
        # XPath 1.0 that JavaRosa leaves out
        selected('1 2', 1) => boolean true
        selected(12, '12') => boolean true
        count(/data/*) => number 15
        count(/data/so | /data/cao) => number 2
        count(/data/so | /data/so) => number 1
        min() => error
        instance('tinh')/root/item[name = 'hn']/label => nodeset "Hà Nội"
        join(' ', randomize(/data/nguoi/ho_ten, 'abc')) => string "An Chi Bình"
        join(' ', randomize(/data/nguoi/ho_ten, 'Nguyễn')) => string "Chi An Bình"
        floor(1.5) => number 1
        ceiling(1.5) => number 2
        date('26-06-01') => error
        date(' 2026-06-01 ') => string "2026-06-01"
        /data/self::data => nodeset ""
        /data/so/parent::data/so => nodeset "5"
        /data/so/.. => nodeset ""
        /data/so/../so => nodeset "5"
        /data/node() => nodeset "Nguyễn Văn A|5|1.5|2026-06-01|08:30:00|2026-06-01T08:30:00+07:00|||nam|a c|||||hp"
        * => nodeset "Nguyễn Văn A|5|1.5|2026-06-01|08:30:00|2026-06-01T08:30:00+07:00|||nam|a c|||||hp"
        .. => nodeset ""
        / => nodeset ""
        ../data/so => nodeset ""
        a | b => nodeset ""
        # Community Health Toolkit documentation, "CHT XPath functions"
        difference-in-months('2026-01-15', '2026-04-14') => number 2
        difference-in-months('2026-01-15', '2026-04-15') => number 3
        difference-in-months('2026-04-15', '2026-01-15') => number -3
        difference-in-months('2026-01-31', '2026-02-28') => number 1
        difference-in-months('2024-02-29', '2026-02-28') => number 24
        difference-in-months('', '2026-02-28') => number NaN
        difference-in-months(/data/ngay, '2027-06-01') => number 12
        difference-in-months('x', '2027-06-01') => error
        cht:difference-in-months('2026-01-15', '2026-04-15') => number 3
        cht:difference-in-years('2000-06-02', '2026-06-01') => number 25
        cht:difference-in-weeks('2026-06-01', '2026-06-14') => number 1
        cht:difference-in-days('2026-06-01', '2026-06-14') => number 13
        add-date('2026-01-31', 0, 1) => string "2026-02-28"
        add-date('2026-01-31', 1) => string "2027-01-31"
        add-date('2026-06-01', 0, 0, 30) => string "2026-07-01"
        add-date('2026-06-01', 0, -6) => string "2025-12-01"
        add-date('2026-06-01', 0, 0, 0, 5, 30) => string "2026-06-01T05:30:00+07:00"
        add-date('2026-06-01T23:00:00+07:00', 0, 0, 0, 2) => string "2026-06-02T01:00:00+07:00"
        add-date('', 1) => string ""
        add-date('2026-06-01', 9000) => error
        parse-timestamp-to-date('0') => string "1970-01-01T07:00:00+07:00"
        parse-timestamp-to-date('') => string ""
        # XPath 1.0 section 4
        substring('12345', 2, 3) => string "234"
        substring('12345', 2) => string "2345"
        substring('12345', 1.5, 2.6) => string "234"
        substring('12345', 0, 3) => string "12"
        substring('12345', 0 div 0, 3) => string ""
        substring('12345', 1, 0 div 0) => string ""
        substring('12345', -42, 1 div 0) => string "12345"
        name(/data/so) => string "so"
        local-name(/data/so) => string "so"
        floor(-1.5) => number -2
        ceiling(-1.5) => number -1
        /data/so[last()] => nodeset "5"
        /data/nguoi[last()]/ho_ten => nodeset "Chi"
        # not here: named so, not called unknown
        extract-signed('a', 'b') => error
        geofence('10 106', '10 106;10 107;11 107;10 106') => error
        intersects('10 106;10 107') => error
        # ODK XForms specification, "pulldata" and "indexed-repeat" of lists of the form
        pulldata('tinh', 'vung', 'name', 'ct') => string "nam"
        pulldata('tinh', 'vung', 'name', 'xx') => string ""
        pulldata('tinh', 'khong', 'name', 'ct') => string ""
        pulldata('nope', 'vung', 'name', 'ct') => error
        instance('tinh')/root/item[vung = 'bac' and name != 'hp']/name => nodeset "hn"
        instance('tinh')/root/item['nam' = vung]/name => nodeset "ct"
        instance('tinh')/root/item[vung = 'bac'][2]/name => nodeset "hn"
        instance('tinh')/root/item[vung = 'bac' or vung = 'nam']/name => nodeset "hp|hn|ct"
        instance('tinh')/root/item[vung = 'bac' and position() = 2]/name => nodeset "hn"
        instance('tinh')/root/item[string-length(vung) = 3 and vung = 'nam']/name => nodeset "ct"
        count(instance('tinh')/root/item[vung = /data/rong]) => number 0
        # ${name}: pyxform's relative references
        ${so} + 1 => number 6
        ${nope} => error
        {/data/nguoi[2]/tuoi} ${ho_ten} => nodeset "Bình"
        {/data/nguoi[2]/tuoi} count(${nguoi}) => number 3
        {/data/nguoi[1]/con[2]/tuoi_con} ${ho_ten} => nodeset "An"
        {/data/nguoi[1]/con[2]/tuoi_con} ${ten_con} => nodeset "Bo"
        {/data/nguoi[1]/con[2]/tuoi_con} sum(${con}/tuoi_con) => number 12
        {/data/nguoi[1]} sum(${tuoi_con}) => number 12
        sum(${tuoi_con}) => number 15
        join(' ', ${ho_ten}) => string "An Bình Chi"
        ${nguoi}[1]/ho_ten => nodeset "An"
        indexed-repeat(${ho_ten}, ${nguoi}, 2) => nodeset "Bình"
        {/data/nguoi[3]/tuoi} indexed-repeat(${ho_ten}, ${nguoi}, position(..) - 1) => nodeset "Bình"
        indexed-repeat(${ten_con}, ${nguoi}, 1, ${con}, 2) => nodeset "Bo"
        indexed-repeat(${so}, ${nguoi}, 1) => error
        jr:choice-name(${gioi}, '${gioi}') => string "Nam"
        {/data/nguoi[2]/tuoi} instance('tinh')/root/item[name = ${tinh}]/vung => nodeset "bac"
        {/data/nguoi[2]/tuoi} count(${nguoi}[tuoi > current()/../tuoi]) => number 1
        ${last-saved#so} => nodeset ""
        # inside a predicate what no repeat is shared with is the candidate's: JavaRosa, `TreeReference.contextualize`
        count(${nguoi}[${tuoi} > 20]) => number 1
        join(' ', ${nguoi}[${tuoi} < 20]/ho_ten) => string "Bình"
        count(/data/nguoi[/data/nguoi/tuoi > 20]) => number 1
        {/data/nguoi[2]/tuoi} count(${nguoi}[tuoi >= ${tuoi}]) => number 2
        {/data/nguoi[2]/tuoi} count(/data/nguoi[/data/nguoi/tuoi > 20]) => number 1
        # beside a day a moment is its day: JavaRosa, `XPathFuncExpr.toNumeric`
        /data/luc <= '2026-06-01' => boolean true
        /data/luc = '2026-06-01' => boolean true
        /data/luc != '2026-06-01' => boolean false
        /data/luc > '2026-06-01' => boolean false
        /data/luc <= date('2026-06-01') + 0 => boolean true
        /data/luc > '2026-06-01T08:00:00+07:00' => boolean true
        /data/luc < '2026-06-01T09:00:00+07:00' => boolean true
        now() > today() => boolean false
        # a time has today's date: JavaRosa, `TimeData`
        format-date-time(/data/gio, '%H:%M') => string "08:30"
        format-date(/data/gio, '%Y-%m-%d') = string(today()) => boolean true
        # a node with answers inside is not empty
        count-non-empty(${nguoi}) => number 3
        # typographic quotation marks and no-break spaces, which word processors put in: pyxform
        ‘a’ = 'a' => boolean true
        “a” = 'a' => boolean true
        1 + 1 => number 2
        # typed answers: a time is a part of a day in sums
        /data/gio > 0.3 => boolean true
        /data/gio * 24 => number 8.5
        /data/an => nodeset ""
        once('x') => string "x"
        {/data/ten} once('x') => string "Nguyễn Văn A"
        """#
}
