/** The look of the dashboard's own pages. Inline, so that nothing at all is loaded from anywhere. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ground:#f4f5f7;--card:#fff;--ink:#1d2129;--soft:#5c6470;--line:#c5cad3;--accent:#1558d6;--on-accent:#fff;--bad:#b3261e;--bad-ground:#fdecea}
@media (prefers-color-scheme:dark){:root{--ground:#12151b;--card:#1c212a;--ink:#e8eaee;--soft:#a6afbd;--line:#4a5361;--accent:#8ab4f8;--on-accent:#10141b;--bad:#ffb4ab;--bad-ground:#43201d}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);color:var(--ink);font:1rem/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{width:100%;max-width:23rem;padding:2rem 1.75rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 1.25rem;font-size:1.25rem;line-height:1.4}
label{display:block;margin-top:1rem;font-weight:600}
input{display:block;width:100%;margin-top:.25rem;padding:.6rem .7rem;font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:.4rem}
button,.button{display:block;width:100%;margin-top:1.5rem;padding:.65rem;font:inherit;font-weight:600;text-align:center;color:var(--on-accent);background:var(--accent);border:0;border-radius:.4rem;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
p{margin:1rem 0 0;color:var(--soft);font-size:.875rem}
p[role=alert]{margin:0;padding:.6rem .8rem;color:var(--bad);background:var(--bad-ground);border-radius:.4rem}
a{color:var(--accent)}
`;
