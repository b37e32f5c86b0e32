/// The page's one style sheet: phones, dark screens and black-and-white paper.
enum HTMLStyle {
    static let sheet = """
        :root{--bg:#fff;--panel:#f4f6f8;--ink:#18222c;--muted:#55626e;--line:#d6dde3;--accent:#0b5cad;--soft:#c7dcf1;
        --met:#17703d;--unmet:#b3261e;--confirm:#855600;--nodata:#69757f;--notarget:#9aa5ae}
        @media (prefers-color-scheme:dark){:root{--bg:#11161b;--panel:#1a2129;--ink:#e8edf1;--muted:#a3b1bd;--line:#323e49;
        --accent:#6fb4f2;--soft:#27415a;--met:#62cf8d;--unmet:#ff8d83;--confirm:#e8b85c;--nodata:#94a2ae;--notarget:#6b7883}}
        *{box-sizing:border-box}
        body{margin:0 auto;max-width:68rem;padding:2rem 1.25rem 3rem;background:var(--bg);color:var(--ink);
        font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
        font-variant-numeric:tabular-nums}
        h1{font-size:2rem;line-height:1.2;margin:.1rem 0 .4rem}
        h2{font-size:1.25rem;margin:2.6rem 0 .8rem;padding-bottom:.35rem;border-bottom:2px solid var(--line)}
        h3{font-size:1rem;margin:1.6rem 0 .4rem}
        p{margin:.3rem 0}
        .over{color:var(--accent);font-weight:600;letter-spacing:.02em}
        .period{font-size:1.05rem}.plan,.note,footer,figcaption{color:var(--muted)}
        .note,footer,figcaption{font-size:.875rem}
        .warn{color:var(--confirm);font-weight:600}
        .cards{display:grid;grid-template-columns:repeat(4,1fr);gap:.8rem}
        .card{background:var(--panel);border-radius:.5rem;padding:.9rem 1rem;display:flex;flex-direction:column}
        .card strong{font-size:2rem;line-height:1.15}.card span{color:var(--muted)}
        .outcome{margin-top:1.6rem}
        svg{display:block;overflow:visible}
        .stack{width:100%;height:34px;margin:.4rem 0 .4rem}.stack rect{stroke:var(--bg);stroke-width:2}
        .stack text,.bullet text{font-size:11px;fill:var(--muted)}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.3rem 1.4rem;margin:0;padding:0}
        .legend b{margin-left:.4rem}
        .verdict{white-space:nowrap;font-weight:600}
        .verdict i{display:inline-block;width:1.15em;font-style:normal;text-align:center;margin-right:.2em}
        .met{color:var(--met)}.unmet{color:var(--unmet)}.confirm{color:var(--confirm)}
        .nodata{color:var(--nodata)}.notarget{color:var(--muted)}
        rect.met{fill:var(--met)}rect.unmet{fill:var(--unmet)}rect.confirm{fill:var(--confirm)}
        rect.nodata{fill:var(--nodata)}rect.notarget{fill:var(--notarget)}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;vertical-align:top;padding:.5rem .6rem;border-bottom:1px solid var(--line)}
        th:first-child,td:first-child{padding-left:0}th:last-child,td:last-child{padding-right:0}
        thead th{font-size:.8125rem;color:var(--muted);font-weight:600;border-bottom:2px solid var(--line)}
        th[scope=row]{font-weight:400}
        .n{text-align:right;white-space:nowrap}.bound{white-space:nowrap}
        .rows{table-layout:fixed}.rows col.value{width:13%}.rows col.target{width:9%}.rows col.bar{width:17%}
        .rows col.verdict{width:17%}
        .rows .n strong{font-size:1.0625rem}
        .rows th[scope=rowgroup]{padding-top:1.4rem;font-weight:700;border-bottom:1px solid var(--muted)}
        .sub{display:block;color:var(--muted);font-size:.8125rem;margin-top:.15rem}
        .lead{font-weight:600}.rows tr.more>*{border-bottom:0;padding-bottom:.1rem}.rows td.sub{display:table-cell;padding-top:0}
        .mark{color:var(--muted);font-size:.75rem;white-space:nowrap}
        .missing{color:var(--muted)}
        .bullet{width:100%;height:36px}.bar{width:100%;height:12px}
        .track{fill:var(--line)}.fill{fill:var(--accent)}.range{fill:var(--soft)}.tick{stroke:var(--ink);stroke-width:2.5}.pace{stroke:var(--confirm);stroke-width:2.5}
        .bars td:nth-child(2){width:45%;vertical-align:middle}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(19rem,1fr));gap:1.4rem 1.6rem}
        figure{margin:0;break-inside:avoid;display:flex;flex-direction:column;justify-content:space-between}figure strong{display:block;font-size:.9375rem;line-height:1.35}
        .chart{width:100%;height:auto;margin-top:.3rem}
        .chart text{font-size:10.5px;fill:var(--muted)}.chart text.v{fill:var(--ink)}
        .chart line{stroke:var(--line);stroke-width:1}.chart line.axis{stroke:var(--muted)}
        .chart line.goal{stroke:var(--ink);stroke-dasharray:4 3}
        .wide td:has(svg){width:34%;vertical-align:middle}.scroll{overflow-x:auto}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem .9rem;margin:0;font-size:.875rem}
        dt{font-weight:600;white-space:nowrap}dd{margin:0}
        footer{margin-top:3rem;padding-top:.8rem;border-top:1px solid var(--line)}
        @media (max-width:46rem){body{padding:1.2rem 1rem 2rem}h1{font-size:1.6rem}.cards{grid-template-columns:1fr 1fr}
        .rows colgroup,.rows thead{display:none}.rows,.rows tbody,.rows tr,.rows th,.rows td{display:block;width:auto}
        .rows tr{border-bottom:1px solid var(--line);padding:.7rem 0}.rows th,.rows td{border:0;padding:.1rem 0;text-align:left}
        .rows td[data-label]::before{content:attr(data-label) ": ";color:var(--muted);font-size:.875rem}
        .rows th[scope=rowgroup]{padding-top:.6rem;border:0}.rows tr.group{border-bottom:1px solid var(--muted);padding:.4rem 0}
        .rows tr.more{border:0;padding-bottom:0}.rows tr.said{padding-top:0}
        .rows td{display:inline-block;margin-right:1.2rem}.rows td:has(svg),.rows td.sub{display:block;margin:.2rem 0}.rows td .sub{display:inline;margin-left:.4rem}
        .rows td:empty{display:none}.bars td:nth-child(2){width:30%}th,td{padding:.4rem .45rem}
        #hoat-dong .n{white-space:normal;width:8rem}.wide th,.wide td{font-size:.8125rem;padding:.4rem .32rem}.wide td.n{white-space:normal}.wide thead .n{white-space:normal;font-size:.64rem}.wide th:empty,.wide td:has(svg){display:none}
        .compare tr{display:grid;grid-template-columns:1fr 1fr 1fr;border-bottom:1px solid var(--line);padding:.3rem 0}
        .compare th:first-child{grid-column:1/-1}.compare th,.compare td{border:0!important;padding:.1rem 0}.compare thead th:first-child{display:none}}
        @media print{:root{--bg:#fff;--panel:#fff;--ink:#000;--muted:#333;--line:#bbb;--accent:#444;--soft:#ccc;--met:#000;
        --unmet:#000;--confirm:#000;--nodata:#000;--notarget:#ccc}
        rect.met{fill:#222}rect.unmet{fill:#707070}rect.nodata{fill:#b4b4b4}rect.notarget{fill:#dcdcdc}rect.confirm{fill:#929292}
        @page{size:A4;margin:18mm 15mm 18mm 20mm}
        body{max-width:none;padding:0;font-size:10pt}.rows .verdict{white-space:normal}.rows col.value{width:15%}.rows col.target{width:11%}th,td{padding:.3rem .4rem}.card{border:1px solid #999}h2,h2+.note{break-after:avoid}.note{break-inside:avoid}h2{margin-top:1.6rem}
        tr{break-inside:avoid}tr.group,tr.more{break-after:avoid}tr.said,.bars tr:last-child,.wide tr:last-child{break-before:avoid}thead{display:table-header-group}
        footer{break-before:avoid}dl{display:block}dt{float:left;clear:left}dd{margin:0 0 .35rem 3.2rem}
        .charts{grid-template-columns:1fr 1fr}
        svg *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """
}
