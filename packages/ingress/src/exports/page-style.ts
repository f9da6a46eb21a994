/** The look of an exported transcript. Inline, so that nothing at all is loaded from anywhere. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--ink:#1d2129;--soft:#5c6470;--line:#d5d9e0;--accent:#1558d6;--on-accent:#fff;--ask:#e8f0fe;--mark:#ffe08a;--on-mark:#1d2129}
@media (prefers-color-scheme:dark){:root{--ground:#12151b;--card:#1c212a;--ink:#e8eaee;--soft:#a6afbd;--line:#3a424f;--accent:#8ab4f8;--on-accent:#10141b;--ask:#1f2c44;--mark:#7a5c00;--on-mark:#fff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.65 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;-webkit-text-size-adjust:100%}
header,main,footer{max-width:50rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{margin:0;font-size:1.375rem;line-height:1.4;overflow-wrap:anywhere}
p{margin:.35rem 0;color:var(--soft);font-size:.875rem;overflow-wrap:anywhere}
form{display:flex;gap:.5rem;margin:1rem 0 .5rem}
input{flex:1;min-width:0;padding:.5rem .7rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:.4rem}
button{padding:.5rem 1.1rem;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:.4rem;cursor:pointer;white-space:nowrap}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;padding:.25rem 0;font-size:.875rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
ol{list-style:none;margin:1rem 0;padding:0}
li{margin:0 0 1rem;background:var(--card);border:1px solid var(--line);border-radius:.6rem;overflow:hidden}
li h2{display:flex;flex-wrap:wrap;gap:0 .75rem;margin:0;padding:.5rem .9rem;font-size:.8125rem;font-weight:400;color:var(--soft);border-bottom:1px solid var(--line);overflow-wrap:anywhere}
dl{margin:0}
dt{padding:.55rem .9rem 0;font-size:.75rem;font-weight:600;color:var(--soft)}
dd{margin:0;padding:.1rem .9rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere}
.ask{background:var(--ask)}
mark{color:var(--on-mark);background:var(--mark);border-radius:.15rem}
footer{padding-bottom:2rem}
`;
