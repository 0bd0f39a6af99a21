/// One sheet for screen and paper. No font, picture or rule comes from elsewhere.
///
/// Contrast on white: ink 17.4, grey 7.0, blue 6.7, vermilion 5.5 (WCAG ratio); shape and words carry every meaning.
enum Stylesheet {
  static let text = """
    :root{color-scheme:light}
    *{box-sizing:border-box}
    body{margin:0 auto;padding:24px 20px 60px;max-width:1080px;background:#fff;color:#1a1a1a;font-size:16px;\
    line-height:1.7;font-family:"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","HarmonyOS Sans SC",sans-serif;\
    font-variant-numeric:tabular-nums;line-break:strict;overflow-wrap:break-word}
    h1{font-size:28px;line-height:1.35;margin:0 0 4px}
    h2{font-size:22px;line-height:1.4;margin:44px 0 10px;padding-bottom:4px;border-bottom:2px solid #1a1a1a}
    h3{font-size:18px;margin:28px 0 8px}
    p{margin:0 0 10px}
    ul{margin:0 0 10px;padding-left:1.4em}
    li{margin:0 0 6px}
    .en{color:#595959;font-size:.86em;font-weight:400;line-height:1.45}
    p.en{margin-top:-6px;margin-bottom:14px}
    a{color:#0b5cad}
    a:focus-visible,.scroll:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}
    .skip{position:absolute;left:-9999px}
    .skip:focus{position:static}
    code,.code,.id{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace;font-size:.94em;\
    overflow-wrap:anywhere}
    .rehearsal{border:3px solid #b34700;padding:8px 14px;margin:0 0 16px;font-weight:700;\
    background:repeating-linear-gradient(135deg,#fff 0 14px,#fbf1ea 14px 28px)}
    .where{color:#595959;margin-bottom:18px}
    .box{border:2px solid #0b5cad;padding:12px 16px;margin:18px 0}
    .box h2,.box h3{margin-top:0;border:0;padding:0}
    .session{font-size:21px;letter-spacing:.02em;font-weight:700;margin:2px 0 8px}
    .session .label{font-size:16px;margin-right:.6em}
    .chosen{list-style:none;padding:0;margin:6px 0 10px;display:grid;\
    grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:4px 22px}
    .chosen li{display:flex;gap:.6em;border-bottom:1px solid #d9d9d9;padding:3px 0;margin:0}
    .chosen .seat{min-width:1.6em;text-align:right;color:#595959}
    .chosen .name{font-weight:700;flex:1}
    .chosen .score{color:#1a1a1a}
    .scroll{overflow-x:auto;margin:8px 0 18px}
    table{border-collapse:collapse;width:100%;font-size:14.5px;line-height:1.5}
    caption{text-align:left;font-weight:700;padding:0 0 6px;font-size:15.5px}
    th,td{border-bottom:1px solid #d9d9d9;padding:5px 8px;text-align:left;vertical-align:top}
    thead th{border-bottom:2px solid #767676;vertical-align:bottom;font-weight:700}
    th.n,td.n{text-align:right;white-space:nowrap}
    tbody th{font-weight:400}
    td.id,td.name,td.outcome{white-space:nowrap}
    table.narrow{width:auto;min-width:20em}
    tr.in td.name,tr.in th,tr.in td.outcome{font-weight:700}
    tr.cut td{border-top:2px dashed #1a1a1a;border-bottom:2px dashed #1a1a1a;background:#e8eef5;font-weight:700}
    tr.out{color:#595959}
    td.trim{background:repeating-linear-gradient(135deg,#fff 0 4px,#e8eef5 4px 6px)}
    table.matrix{font-size:13.5px}
    table.matrix th,table.matrix td{padding:3px 6px}
    table.facts th:first-child{width:15em;font-weight:700}
    table.facts td.attention{border-left:5px solid #b34700}
    td.flip{font-weight:700;color:#b34700}
    figure{margin:16px 0 22px}
    figure svg{display:block;width:100%;height:auto;max-width:960px}
    figcaption{font-weight:700;margin:0 0 6px}
    .sentence{margin-top:8px}
    footer{margin-top:48px;border-top:2px solid #1a1a1a;padding-top:10px}
    nav.toc ol{columns:2;margin:4px 0 0;padding-left:1.5em}
    @media (max-width:700px){nav.toc ol{columns:1}table.facts th:first-child{width:7em}body{padding:14px 12px 40px}h1{font-size:23px}.session{font-size:17px}}
    @media (forced-colors:active){circle.open{fill:Canvas;stroke:CanvasText}circle.full{fill:CanvasText}}
    @page{size:A4;margin:11mm 14mm 13mm;@bottom-center{content:counter(page) " / " counter(pages);font-size:9pt}}
    @media print{
    body{max-width:none;padding:0;font-size:9.8pt;line-height:1.45}
    p{margin:0 0 1.6mm}p.en{margin:-1.2mm 0 2mm}li{margin:0 0 1mm}
    h1{font-size:16pt}h2{font-size:14pt;margin-top:6mm;break-after:avoid}h3{font-size:11pt;margin:4mm 0 1.2mm;break-after:avoid}
    nav,.skip{display:none}
    a{color:inherit;text-decoration:none}
    .scroll{overflow:visible}
    table{font-size:9pt;line-height:1.35}table.matrix{font-size:7.5pt}caption{font-size:10pt}
    table.matrix th,table.matrix td{padding:1.5pt 3pt}
    th,td{padding:2.1pt 4pt}
    thead{display:table-header-group}
    tr,figure,.box,.chosen li{break-inside:avoid}figure{margin:2mm 0 3mm}.scroll{margin:1.5mm 0 3mm}
    .session{font-size:12pt}.session .label{font-size:9pt}
    .first #claims~p,.first .box p:not(.session):not(.code){display:inline}.first #claims~p.lead,.first .box p.code{display:block}
    .where{margin-bottom:1mm;font-size:8.6pt}
    .first{font-size:8.6pt;line-height:1.32}
    .first h2,.first .box h2{font-size:10.5pt;margin:2.2mm 0 .6mm;border-bottom-width:1px;padding-bottom:.3mm}
    .first h3{font-size:9.4pt;margin:1.4mm 0 .4mm}
    .first p,.first ul,.first .chosen{margin:0 0 .7mm}.first p.en{margin-top:-.4mm}
    .first .en{font-size:.84em;line-height:1.25}
    .first .box{padding:1.4mm 3mm;margin:2mm 0;border-width:1px}.first .box h2{margin-top:0}
    .first .chosen li{padding:.1mm 0;gap:.4em}.first .chosen .seat{min-width:1.2em}.first .chosen .code{font-size:.8em;align-self:center}
    .first .scroll{margin:0 0 .6mm}
    .first table{font-size:8pt;line-height:1.26}.first td,.first th{padding:.8pt 3pt}
    .first caption,.first thead{position:absolute;left:-9999px}
    .first table.facts th:first-child{width:17em}
    .first ul{columns:2;column-gap:6mm;padding-left:1.2em;font-size:8.2pt;line-height:1.27}.first li{margin:0 0 .4mm;break-inside:avoid}
    .first .chosen{grid-template-columns:repeat(4,1fr);gap:0 4mm;padding:0}
    section.level,#reviewers-section{break-before:page}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    """
}
