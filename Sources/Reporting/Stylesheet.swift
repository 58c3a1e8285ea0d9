/// The page's look: a textbook's page on screen, in the dark, on a phone and on paper.
enum Stylesheet {
  /// Dark stands under `screen` alone, so that paper is always light.
  static let text = #"""

    :root{color-scheme:light dark;--paper:#fff;--ink:#1e1e1c;--quiet:#5f5d57;--rule:#d8d5cc;--tint:#f6f4ef;
    --link:#0b55a0;--accent:#0b55a0;--wrong:#a11d18;--wrong-tint:#fdf2f1;--note-tint:#fbf5e2;--note:#8a6400;
    --verb:#0b4f94;--key:#7a3d00;--number:#7a1f6f;--string:#1c6131;
    --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
    --mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
    @media screen and (prefers-color-scheme:dark){:root{--paper:#17191d;--ink:#e6e3dc;--quiet:#aaa79f;--rule:#3d4047;
    --tint:#20232a;--link:#8dbdf5;--accent:#6ea6e6;--wrong:#ffa198;--wrong-tint:#2e1d1d;--note-tint:#2a2618;
    --note:#dcb65a;--verb:#8dbdf5;--key:#e8b07a;--number:#e2a0da;--string:#8fcf9f}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--paper);color:var(--ink);overflow-wrap:break-word;
    font:1.0625rem/1.6 Charter,"Bitstream Charter","Source Serif 4","Iowan Old Style",Cambria,"Noto Serif",Georgia,serif}
    .page{display:grid;grid-template-columns:minmax(0,39rem);justify-content:center;padding:2.5rem 1.125rem 4rem}
    main{outline:0}
    h1,h2,h3,h4,h5,h6{line-height:1.25;text-wrap:balance;margin:2.2em 0 .6em;font-weight:700}
    h1{font-size:2.125rem;margin:0 0 .35em;letter-spacing:-.01em}
    h2{font-size:1.5rem}h2+h3{margin-top:1.1em}h3{font-size:1.2rem}h4,h5,h6{font-size:1.0625rem}
    p,ul,ol,blockquote,pre,figure,table{margin:0 0 1em}
    p{text-wrap:pretty;hanging-punctuation:last}
    a[href]{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
    :focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
    ul,ol{padding-left:1.5em}li{margin:.2em 0}li>ul,li>ol{margin-bottom:.3em}
    .todo{list-style:none;margin-left:-1.4em}.task{font-family:var(--sans)}
    hr{border:0;border-top:1px solid var(--rule);margin:2.5em 25%}
    blockquote{margin-left:0;padding-left:1.1rem;border-left:3px solid var(--rule);color:var(--quiet)}
    code,pre,kbd,samp{font-family:var(--mono);font-size:.86em;font-variant-ligatures:none}
    pre{font-size:.875rem;line-height:1.5;overflow-x:auto;tab-size:4}pre code{font-size:inherit}
    :not(pre)>code{background:var(--tint);padding:.1em .3em;border-radius:3px}.how code{display:inline-block}
    img{max-width:100%;height:auto}sup,sub{font-size:.7em;line-height:0}
    .byline,.label,figcaption,caption,summary,nav,.idle,.empty,footer,button{font-family:var(--sans)}
    .byline{color:var(--quiet);font-size:.9375rem;margin:0 0 1.5rem}
    header{border-bottom:1px solid var(--rule);margin-bottom:1.75rem;padding-bottom:.5rem}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
    .skip{position:absolute;left:-99rem;background:var(--paper);padding:.6rem 1rem;z-index:2;font-family:var(--sans)}
    .skip:focus{left:.5rem;top:.5rem}
    nav{font-size:.9rem;line-height:1.45;margin-bottom:2rem}
    nav ol{list-style:none;padding-left:0;margin:.4rem 0 0}nav ol ol{padding-left:1rem;margin:0}nav li{margin:0}
    nav a{display:inline-block;padding:.2rem 0;min-height:1.5rem;text-decoration:none}
    nav a:hover{text-decoration:underline}
    summary{cursor:pointer;font-size:.9rem;color:var(--quiet);padding:.15rem 0;min-height:1.5rem}
    details[open]>summary{margin-bottom:.6rem}
    .code,.source{background:var(--tint);border-radius:4px;padding:.75rem 1rem}
    .step{margin:1.6rem 0}
    .source{white-space:pre-wrap;border-left:3px solid var(--accent);border-radius:0 4px 4px 0;margin:0;
    padding-left:calc(1rem - 3px)}
    .verb{color:var(--verb);font-weight:700}.key{color:var(--key)}.number{color:var(--number)}.string{color:var(--string)}
    .word{color:var(--quiet)}.comment{color:var(--quiet);font-style:italic}.blank{color:var(--key);font-weight:700}
    .copy{float:right;font-size:.75rem;line-height:1;min-height:1.5rem;padding:.25rem .55rem;margin:-.25rem -.5rem 0 .75rem;
    color:var(--quiet);background:none;border:1px solid transparent;border-radius:4px;cursor:pointer;user-select:none}
    .step:hover>.source .copy,.copy:focus-visible{border-color:var(--rule)}.source .copy:hover{color:var(--ink);border-color:var(--quiet)}
    .result{border-left:3px solid var(--rule);padding:.9rem 0 .1rem calc(1rem - 3px)}
    .result>:first-child{margin-top:0}.result>:last-child{margin-bottom:.4rem}.result p{margin-bottom:.6em}
    .text{font-size:.8125rem}.more{margin-bottom:1em}.cut{display:none}
    .idle .source{border-color:var(--rule);opacity:.85}.idle{color:var(--quiet)}p.idle,.empty{font-size:.9rem;color:var(--quiet)}
    .failed .source{border-color:var(--wrong)}
    .problem{background:var(--wrong-tint);border-left:3px solid var(--wrong);padding:.75rem 1rem .1rem;margin:0 0 1.25rem}
    .problem strong,.problem h2{color:var(--wrong)}.problem h2{font-size:1.15rem;margin:0 0 .5rem}
    .problem p,.problem ul{margin-bottom:.6rem}
    .remark{background:var(--note-tint);border-left:3px solid var(--note);padding:.6rem 1rem}
    figure{margin:1.2rem 0;text-align:center}
    .card{background:#fff;border:1px solid var(--rule);border-radius:4px;box-sizing:content-box;max-width:calc(100% - 2px);height:auto;vertical-align:top}
    figcaption,caption{font-size:.875rem;line-height:1.45;color:var(--quiet);text-wrap:pretty}
    figcaption{margin-top:.5rem}
    caption{text-align:left;padding-bottom:.4rem}
    .data{text-align:left;margin-top:.3rem}.data>summary{text-align:center;font-size:.8125rem}
    .scroll{overflow-x:auto;margin-bottom:1em}.scroll table{margin:0}
    table{border-collapse:collapse;font-size:.9rem;line-height:1.4;font-variant-numeric:lining-nums tabular-nums;
    border-top:1.5px solid var(--ink);border-bottom:1.5px solid var(--ink)}
    th,td{padding:.3rem 1.4rem .3rem 0;text-align:left;vertical-align:baseline;font-weight:400}
    thead th{font-weight:600;border-bottom:1px solid var(--ink)}thead td{border-bottom:1px solid var(--ink)}
    th:last-child,td:last-child{padding-right:0}
    tfoot tr:first-child>*{border-top:1px solid var(--ink)}
    [align=right],.right{text-align:right}[align=center]{text-align:center}
    .right:not(:first-child){padding-left:.8rem}td.right{white-space:nowrap}
    table:has(thead :nth-child(7)){font-size:.8125rem}table:has(thead :nth-child(7)) :is(th,td){padding-right:.6rem;padding-left:0}
    .question,.teacher{border:1px solid var(--rule);border-radius:6px;padding:1rem 1.1rem .4rem;margin:1.6rem 0}
    .teacher{background:var(--tint)}
    .label{font-size:.8125rem;font-weight:600;color:var(--quiet);margin-bottom:.35rem}
    .answer{border-left:3px solid var(--accent);padding:.1rem 0 .1rem 1rem;margin:0 0 1em}.answer>:last-child{margin:0}
    .field{background:var(--tint);border-bottom:1.5px solid var(--quiet);border-radius:3px 3px 0 0;padding:0 .35em}
    .mark{font-family:var(--sans);font-size:.8em;color:var(--quiet);white-space:nowrap}
    .gap-right>.field{border-color:var(--string)}.gap-wrong>.field{border-bottom-style:dashed;border-color:var(--wrong)}
    .gap-right>.mark{color:var(--string)}.gap-wrong>.mark{color:var(--wrong)}
    .hint,.solution{margin:0 0 .6em}.hint>summary,.solution>summary{color:var(--link)}
    .draw{border-top:1px solid var(--rule);margin-top:3rem}
    .desk{display:flex;flex-wrap:wrap;gap:1.25rem;align-items:flex-start}.desk figure{margin:0}
    .board{flex:0 1 15.5rem;min-width:11rem}.board[hidden]{display:none}
    .board canvas{display:block;width:100%;aspect-ratio:1;background:#fff;border:1px solid var(--quiet);border-radius:4px;
    touch-action:none;cursor:crosshair;margin-bottom:.6rem}
    .draw button{font-size:.8125rem;min-height:1.75rem;padding:.25rem .6rem;color:var(--ink);background:var(--tint);
    border:1px solid var(--quiet);border-radius:4px;cursor:pointer}
    .seen{image-rendering:pixelated;border:1px solid var(--rule);background:#fff;display:block}
    .desk figcaption{max-width:7rem}
    .draw table{flex:1 1 11rem;border:0;font-family:var(--sans);font-size:.8125rem}.draw tbody :is(th,td){padding:.12rem .4rem .12rem 0}
    .draw tbody th{white-space:nowrap}.draw td:nth-child(2){width:100%}.draw td:last-child{min-width:4.2em;color:var(--quiet);white-space:nowrap}
    .draw svg{display:block;width:100%;height:.7rem;background:var(--tint)}.draw rect{fill:var(--accent)}
    .best>*,.draw .best td:last-child{font-weight:700;color:var(--ink)}
    footer{border-top:1px solid var(--rule);margin-top:3rem;padding-top:1rem;font-size:.875rem;color:var(--quiet)}
    footer table{font-size:.8125rem;margin-bottom:1rem}footer td{overflow-wrap:anywhere}

    @media (min-width:68rem){
    .page{padding-top:4rem}.page:has(nav){grid-template-columns:14rem minmax(0,39rem);column-gap:4rem}
    .page:has(nav)>:is(header,main,footer){grid-column:2}
    nav{grid-column:1;grid-row:1/4;position:sticky;top:2rem;align-self:start;max-height:calc(100vh - 4rem);overflow-y:auto}
    .contents>summary{list-style:none;font-weight:600;cursor:default}.contents>summary::-webkit-details-marker{display:none}
    .contents::details-content{content-visibility:visible;display:contents}
    }
    @media screen{table:has(thead :nth-child(5)) td:last-child:not(.right){min-width:9rem}}
    @media screen and (max-width:30rem){body{font-size:1rem}h1{font-size:1.75rem}h2{font-size:1.35rem}
    .page{padding:1.5rem .875rem 3rem}.source{padding-right:.75rem}.result{padding-left:.625rem}
    .text,.result .scroll{margin-right:-.875rem}.text{font-size:.7rem}table{font-size:.8rem}
    th,td{padding-right:.7rem}.right:not(:first-child){padding-left:.2rem}}
    @media print{
    @page{margin:18mm 20mm}
    body{font-size:10.5pt;line-height:1.4}
    .page{display:block;padding:0}
    nav,.skip,.copy,details:not([open],.provenance),.draw,.rest{display:none}.cut{display:inline}
    pre,.scroll{overflow:visible;white-space:pre-wrap}.scroll{white-space:normal}
    .card{max-height:215mm;object-fit:contain;zoom:.82}
    pre{font-size:8.5pt}table{font-size:9pt}.wide{font-size:6.3pt;line-height:1.25}
    h2{margin-top:1.4em}h3{margin-top:1.2em}.step{margin:.9rem 0}.source{padding:.4rem .75rem}.result{padding-top:.5rem}
    figure{margin:.6rem 0}th,td{padding-top:.18rem;padding-bottom:.18rem}.question,.teacher{margin:1rem 0}
    h1,h2,h3,h4,h5,h6,caption,summary,.label{break-after:avoid}
    .source{break-inside:avoid;break-after:avoid}.step:has(figure)>.source{break-after:auto}
    figure,img,tr,table:not(:has(tr:nth-child(16))),.question,.answer,.remark,.problem,figcaption,.question>p,li{break-inside:avoid}
    tfoot{display:table-row-group}
    thead{display:table-header-group}.empty{min-height:4rem}
    p,li{orphans:3;widows:3}.result>pre{orphans:6;widows:6}
    summary{list-style:none}summary::-webkit-details-marker{display:none}
    .provenance::details-content{content-visibility:visible;display:block}
    a{color:inherit;text-decoration:none}
    main a[href^="http"]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}
    }

    """#
}
