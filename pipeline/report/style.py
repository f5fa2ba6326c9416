"""How report.html looks. Nothing is fetched: system fonts, and the language is chosen by a button's state alone."""

STYLE = """
:root{color-scheme:light;--ink:#1f2933;--quiet:#5f6c7b;--line:#e1e6ec;--paper:#fff;--desk:#f4f6f8;
--red:#c62323;--redpaper:#fdf3f2;--amber:#9a6200;--green:#1d7a46}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--desk);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",
"Noto Sans SC","Noto Sans CJK SC",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 4rem}
main [lang=en]{display:none}
#en:checked~main [lang=en]{display:revert}
#en:checked~main [lang=zh]{display:none}
.pick{position:absolute;opacity:0;pointer-events:none}
nav{float:right;margin:0 0 .5rem 1rem;border:1px solid var(--line);border-radius:999px;background:var(--paper);
font-size:.85rem;overflow:hidden}
nav label{display:inline-block;padding:.2rem .8rem;cursor:pointer;color:var(--quiet)}
#zh:checked~main label[for=zh],#en:checked~main label[for=en]{background:var(--ink);color:#fff}
.pick:focus-visible~main nav{outline:2px solid #3b82c4}
h1{font-size:1.5rem;line-height:1.35;margin:0 0 .5rem;font-weight:650}
h2{font-size:1.1rem;margin:2.25rem 0 .75rem;font-weight:650}
.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin:0;color:var(--quiet);font-size:.92rem;clear:both}
.facts div{display:flex;gap:.5rem;min-width:0}
.facts dd{margin:0;color:var(--ink);overflow-wrap:anywhere}
.verdict{margin:1.25rem 0 0;padding:.85rem 1.1rem;border-radius:8px;font-size:1.05rem;font-weight:600;
background:#eef7f1;border:1px solid #cbe5d5;color:#14532f}
.verdict.some{background:#fdf7ea;border-color:#eedcb0;color:#6b4700}
.verdict.bad{background:var(--redpaper);border-color:#f0cfcc;color:#7d1717}
article{background:var(--paper);border:1px solid var(--line);border-left:4px solid var(--red);border-radius:8px;
padding:.9rem 1.1rem 1rem;margin:0 0 1rem}
.warnings article{border-left-color:#d9962b}
h3{margin:0;font-size:1rem;font-weight:650}
.rule{color:var(--quiet);font-size:.82rem;font-weight:400}
article p{margin:.35rem 0 0;overflow-wrap:anywhere}
.figures{font-size:.9rem;color:var(--quiet)}
.cause{font-size:.92rem}
.cause b{color:var(--amber)}
.wide{overflow-x:auto;margin:.75rem 0 0}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.32rem .9rem .32rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:500;color:var(--quiet);white-space:nowrap}
tr:last-child td{border-bottom:0}
.n{text-align:right;white-space:nowrap}
.p{white-space:nowrap}
.first td{font-weight:650}
q{display:block;color:var(--quiet);font-weight:400;font-size:.85rem;quotes:none}
.bar{display:inline-block;width:6rem;height:.5rem;border-radius:4px;background:var(--line);overflow:hidden}
.bar i{display:block;height:100%;background:var(--green)}
figure{margin:.9rem 0 0}
.shot{overflow-x:auto;border:1px solid var(--line);border-radius:6px;background:#fff}
.shot img{display:block;max-width:100%;height:auto}
figcaption{font-size:.8rem;color:var(--quiet);margin-top:.3rem}
details{background:var(--paper);border:1px solid var(--line);border-radius:8px;margin:0 0 .75rem;padding:0 1.1rem}
summary{cursor:pointer;padding:.6rem 0;font-weight:550}
details>:last-child{margin-bottom:.9rem}
article details{border:0;padding:0;margin:.4rem 0 0;font-size:.9rem}
article summary{padding:.2rem 0;color:var(--quiet);font-weight:400}
.list{margin:0;padding:0;list-style:none;font-size:.92rem}
.list li{padding:.35rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
h4{margin:.5rem 0 .25rem;font-size:.9rem;color:var(--quiet);font-weight:550}
footer{color:var(--quiet);font-size:.85rem;margin-top:2rem}
@media(max-width:40rem){main{padding:1rem .8rem 3rem}h1{font-size:1.25rem;clear:both}
.shot img{max-width:none;width:46rem}article,details{padding-left:.85rem;padding-right:.85rem}
th,td{padding-right:.6rem}.bar{width:3rem}}
@media print{body{background:#fff}nav{display:none}.shot img{max-width:100%;width:auto}article{break-inside:avoid}}
""".strip()
