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
    code,.code{font-family:ui-monospace,"Cascadia Mono","DejaVu Sans Mono",monospace;font-size:.94em;\
    overflow-wrap:anywhere}
    .rehearsal{border:3px solid #b34700;padding:8px 14px;margin:0 0 16px;font-weight:700;\
    background:repeating-linear-gradient(135deg,#fff 0 14px,#fbf1ea 14px 28px)}
    .where{color:#595959;margin-bottom:18px}
    .box{border:2px solid #0b5cad;padding:12px 16px;margin:18px 0}
    .box h2,.box h3{margin-top:0;border:0;padding:0}
    .session{font-size:21px;letter-spacing:.02em;font-weight:700;margin:2px 0 8px}
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
    tr.in td.name,tr.in th,tr.in td.outcome{font-weight:700}
    tr.cut td{border-top:2px dashed #1a1a1a;border-bottom:2px dashed #1a1a1a;background:#e8eef5;font-weight:700}
    tr.out{color:#595959}
    td.trim{background:repeating-linear-gradient(135deg,#fff 0 4px,#e8eef5 4px 6px)}
    table.matrix{font-size:13.5px}
    table.matrix th,table.matrix td{padding:3px 6px}
    table.facts th{width:14em;font-weight:700}
    table.facts td.attention{border-left:5px solid #b34700}
    td.flip{font-weight:700;color:#b34700}
    figure{margin:16px 0 22px}
    figure svg{display:block;width:100%;height:auto;max-width:960px}
    figcaption{font-weight:700;margin:0 0 6px}
    .sentence{margin-top:8px}
    .rubrics{columns:1}
    footer{margin-top:48px;border-top:2px solid #1a1a1a;padding-top:10px}
    nav.toc ol{columns:2;margin:4px 0 0;padding-left:1.5em}
    @media (max-width:700px){nav.toc ol{columns:1}body{padding:14px 12px 40px}h1{font-size:23px}.session{font-size:17px}}
    @media (forced-colors:active){circle.open{fill:Canvas;stroke:CanvasText}circle.full{fill:CanvasText}}
    @page{size:A4;margin:17mm 15mm 18mm;@bottom-center{content:counter(page) " / " counter(pages);font-size:9pt}}
    @media print{
    body{max-width:none;padding:0;font-size:10.5pt;line-height:1.5}
    h1{font-size:18pt}h2{font-size:14pt;margin-top:7mm;break-after:avoid}h3{font-size:11.5pt;break-after:avoid}
    nav,.skip{display:none}
    a{color:inherit;text-decoration:none}
    .scroll{overflow:visible}
    table{font-size:9pt;line-height:1.35}table.matrix{font-size:7.5pt}caption{font-size:10pt}
    table.matrix th,table.matrix td{padding:1.5pt 3pt}
    th,td{padding:2.5pt 4pt}
    thead{display:table-header-group}
    tr,figure,.box,.chosen li{break-inside:avoid}
    .session{font-size:13pt}
    .chosen{grid-template-columns:repeat(3,1fr);gap:0 5mm}
    section.level,section.page{break-before:page}
    *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    """
}
