/** Twelve hues, told apart by most who are colour-blind when next to each other; they only mark, and are never behind or in text. */
const hues = [215, 25, 150, 285, 95, 345, 190, 50, 255, 120, 5, 310];
export const hueCount = hues.length;

const marks = hues.map((hue, index) => `.h${index} { --mark: hsl(${hue} 70% var(--light)) }`).join('\n');

/** The style of tagged text, as a page of its own and on the page of the server. Text has a contrast of at least 4.5 in both schemes. */
export const viewStyle = `
:root { color-scheme: light dark; --back: #fff; --panel: #f6f7f9; --text: #1a1e23; --faint: #59626d; --line: #d3d9e0; --edge: #7b8590;
  --link: #0b62a8; --light: 42% }
@media (prefers-color-scheme: dark) { :root { --back: #101317; --panel: #181c22; --text: #e7eaee; --faint: #a1abb7; --line: #333c46;
  --edge: #77828e; --link: #7dbcf0; --light: 66% } }
* { box-sizing: border-box }
html { -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 2.2rem 1.5rem 7rem }
header .name { margin: 0; font-size: .82rem; font-weight: 600; letter-spacing: .04em; color: var(--faint) }
h1 { font-size: 1.7rem; line-height: 1.2; letter-spacing: -.02em; margin: .2rem 0 .8rem; overflow-wrap: anywhere }
.sentence { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .5rem .4rem; margin: 0 0 .9rem; padding: .8rem 0 .6rem; border-top: 1px solid var(--line) }
.token { display: inline-flex; flex-direction: column; align-items: center; max-width: 100%; padding: .05rem .25rem .15rem; border-radius: 6px;
  border-bottom: 3px solid var(--mark, transparent); line-height: 1.3; cursor: default }
.token.continues { margin-left: -.35rem }
.token b { font-weight: 500; font-size: 1.05rem; overflow-wrap: anywhere }
.token small { font-size: .72rem; color: var(--faint); overflow-wrap: anywhere }
.token i { font-size: .78rem; color: var(--faint); overflow-wrap: anywhere }
.token.unsure { border-bottom-style: dashed }
.entity { display: inline-flex; flex-wrap: wrap; align-items: flex-start; gap: .2rem; max-width: 100%; padding: .15rem .3rem .25rem; border: 2px solid var(--mark);
  border-radius: 9px; background: var(--panel) }
.entity > small { align-self: center; padding: 0 .3rem; font-size: .72rem; font-weight: 700 }
.token:hover, .token:focus { background: var(--panel); outline: none }
.token:focus { box-shadow: 0 0 0 2px var(--link) }
.tip { position: fixed; z-index: 1; left: 50%; bottom: 1rem; translate: -50%; width: max-content; max-width: calc(100vw - 2rem); visibility: hidden;
  padding: .6rem 1rem; border: 1px solid var(--edge); border-radius: 10px; background: var(--panel); color: var(--text); font-size: .9rem; overflow-wrap: anywhere }
.token:hover .tip, .token:focus .tip { visibility: visible }
.sentence:has(.token:hover) .token:focus:not(:hover) .tip { visibility: hidden }
.note { color: var(--faint); font-size: .9rem }
@media (max-width: 40rem) { main { padding: 1.3rem 1rem 7rem } h1 { font-size: 1.35rem } .sentence { gap: .4rem .25rem } }
@media print { .tip { display: none } .sentence { break-inside: avoid } }
${marks}
`;
