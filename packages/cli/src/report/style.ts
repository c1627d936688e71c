/**
 * Colours have a contrast of at least 4.5 to what they stand on, in both schemes; blue is right, orange is wrong, told apart
 * by most who are colour-blind (Okabe and Ito, 2008).
 */
const shades = Array.from({ length: 8 }, (_, index) => {
  const alpha = (0.07 + 0.06 * index).toFixed(2);
  return `.right-${index + 1} { background: rgb(var(--right) / ${alpha}) } .wrong-${index + 1} { background: rgb(var(--wrong) / ${alpha}) }`;
});

export const style = `
:root { color-scheme: light dark; --back: #fff; --panel: #f6f7f9; --text: #1a1e23; --faint: #59626d; --line: #e1e5ea;
  --right: 11 98 168; --wrong: 201 82 12; --link: #0b62a8 }
@media (prefers-color-scheme: dark) { :root { --back: #101317; --panel: #181c22; --text: #e7eaee; --faint: #a1abb7; --line: #2b323b;
  --right: 88 166 230; --wrong: 240 138 75; --link: #7dbcf0 } }
* { box-sizing: border-box }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100% }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.6 system-ui, -apple-system, "Segoe UI", sans-serif }
main { max-width: 68rem; margin: 0 auto; padding: 3rem 1.5rem 4rem }
header p { margin: 0; color: var(--faint) }
header .name { font-size: .82rem; font-weight: 600; letter-spacing: .04em }
h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: .2rem 0 .5rem; overflow-wrap: anywhere }
h2 { font-size: 1.3rem; line-height: 1.3; letter-spacing: -.01em; margin: 0 0 .6rem }
h3 { font-size: 1rem; margin: 2rem 0 .4rem }
p { margin: .5rem 0 }
a { color: var(--link) }
main > section { margin-top: 3.5rem; scroll-margin-top: 1rem }
nav { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 1.6rem 0 0; padding: .7rem 0; border: solid var(--line); border-width: 1px 0; font-size: .9rem }
nav a { text-decoration: none } nav a:hover { text-decoration: underline }
code { font: .88em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
small { font-size: .82rem; font-weight: 400; color: var(--faint); white-space: nowrap }
.note { color: var(--faint); font-size: .9rem; max-width: 46rem; margin: 0 0 1rem }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .8rem; margin: 0 }
.tiles div { background: var(--panel); border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1rem }
.tiles dt { color: var(--faint); font-size: .82rem }
.tiles dd { margin: .1rem 0 0; font-size: 1.5rem; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums; white-space: nowrap }
.tiles div:first-child dd { color: var(--link) }
.findings { margin: 1.4rem 0 1rem; padding-left: 1.1rem; max-width: 46rem } .findings li { margin: .25rem 0 } .findings code { overflow-wrap: anywhere }
.scroll { overflow-x: auto; border-radius: 4px }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
table { border-collapse: collapse; width: 100%; font-size: .92rem; font-variant-numeric: tabular-nums }
th, td { padding: .42rem .8rem; border-bottom: 1px solid var(--line); text-align: left; font-weight: 400; white-space: nowrap }
th:first-child, td:first-child { padding-left: 0 } th:last-child, td:last-child { padding-right: 0 }
thead th { color: var(--faint); font-size: .82rem; vertical-align: bottom }
.number { text-align: right }
td.bar { width: 26% }
svg.bar { display: block; width: 100%; min-width: 5rem; height: .5rem; border-radius: 4px }
.track { fill: var(--line) } .good .fill { fill: rgb(var(--right)) } .bad .fill { fill: rgb(var(--wrong)) }
.matrix { width: auto; --cell: 2.3rem; border-collapse: separate; border-spacing: 1px; font-size: .78rem }
.matrix th, .matrix td { border: 0; padding: 0; text-align: center }
.matrix tbody td { min-width: var(--cell); height: 2rem; border-radius: 3px; background-color: var(--panel) }
.matrix tbody th { text-align: right; padding-right: .6rem; position: sticky; left: 0; background: var(--back) }
.matrix thead td { position: sticky; left: 0; background: var(--back) }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); padding: .4rem 0; line-height: 1 }
.matrix tbody td.total { background: none; color: var(--faint); text-align: right; padding-left: .5rem }
@media (min-width: 70rem) { .matrix.few { --cell: 3.1rem } }
${shades.map((shade) => shade.replaceAll('.right', '.matrix tbody .right').replaceAll('.wrong', '.matrix tbody .wrong')).join('\n')}
.beside { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem 3rem; align-items: start }
figure { margin: 0 }
.plot { display: block; width: 100%; max-width: 26rem; height: auto; font-size: 12px }
.plot text { fill: var(--faint) }
.grid { stroke: var(--line) } .ideal { stroke: var(--faint); stroke-dasharray: 4 4 }
.curve { fill: none; stroke: rgb(var(--right)); stroke-width: 2 } .point { fill: rgb(var(--right)); stroke: var(--back); stroke-width: 1.5 } .point.few { fill: var(--back); stroke: rgb(var(--right)) }
.count { fill: rgb(var(--right) / .35) }
.errors { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem }
article { border: 1px solid var(--line); border-radius: 10px; padding: .9rem 1.1rem 1rem }
article h3 { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 1rem; margin: 0 0 .5rem; font-weight: 500; font-size: .95rem }
article h3 code { font-weight: 700; overflow-wrap: anywhere }
ol { list-style: none; margin: 0; padding: 0; font-size: .9rem }
ol li { display: flex; justify-content: space-between; gap: 1rem; padding: .35rem 0; border-top: 1px solid var(--line); line-height: 1.45 }
bdi { min-width: 0; flex: 1; overflow-wrap: anywhere }
mark { background: rgb(var(--wrong) / .22); color: inherit; border-radius: 3px; padding: .05em .2em; font-weight: 600 }
.card { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: 1.2rem 1.5rem 1.6rem }
.card p { max-width: 46rem } .card h3 { margin: 1.8rem 0 .4rem }
.card table { width: auto }
.labels code { display: inline-block; border: 1px solid var(--line); border-radius: 5px; padding: .05rem .45rem; margin: .1rem 0; background: var(--back); overflow-wrap: anywhere }
.facts { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3rem; margin: .4rem 0 1rem; font-size: .92rem }
.facts div { display: flex; justify-content: space-between; gap: 1rem; padding: .35rem 0; border-bottom: 1px solid var(--line) }
.facts dt { color: var(--faint) } .facts dd { margin: 0; text-align: right; overflow-wrap: anywhere; min-width: 0 }
pre { margin: .6rem 0; padding: .8rem 1rem; background: var(--back); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto }
footer { margin-top: 3rem; color: var(--faint); font-size: .85rem }
@media (min-width: 56rem) {
  .errors, .facts { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .beside { grid-template-columns: 26rem minmax(0, 1fr) }
}
@media (max-width: 40rem) {
  main { padding: 1.8rem 1rem 3rem } h1 { font-size: 1.55rem } .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .tiles div:last-child:nth-child(odd) { grid-column: 1 / -1 }
  main > section { margin-top: 2.6rem }
  th, td { padding: .4rem .45rem } td.bar, th.bar, .minor { display: none } th { white-space: normal }
  .card { padding: .6rem 1rem 1rem }
}
@media print { nav { display: none } article, .tiles div { break-inside: avoid } }
`;
