/** What the page adds to the style of tagged text. */
export const pageStyle = `
main { padding-bottom: 8rem }
button, input { font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--edge); border-radius: 8px; padding: .5rem .8rem }
button { cursor: pointer } button:hover:not(:disabled) { border-color: var(--link) } button:disabled { color: var(--faint); cursor: default }
:is(button, input, summary):focus-visible { outline: 2px solid var(--link); outline-offset: 1px }
kbd { font: 600 .72rem ui-monospace, monospace; min-width: 1.2rem; padding: .05rem .3rem; border: 1px solid var(--edge); border-radius: 4px; color: var(--faint); text-align: center }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1.2rem; margin-bottom: .9rem }
header h1 { flex: 1 1 100%; margin-bottom: .5rem }
header p { margin: 0; font-size: .9rem; color: var(--faint) }
header .name { flex: 1 1 100% }
progress { appearance: none; width: 100%; height: .4rem; margin-top: .5rem; border: 0; border-radius: 4px; background: var(--line); overflow: hidden }
progress::-webkit-progress-bar { background: var(--line) } progress::-webkit-progress-value { background: var(--link) } progress::-moz-progress-bar { background: var(--link) }
#labels { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .5rem; padding: .6rem 0; background: var(--back) }
#labels button { display: inline-flex; align-items: center; gap: .5rem; padding: .35rem .7rem; border: 2px solid var(--mark); font-weight: 600; font-size: .9rem }
#labels button[aria-pressed="true"] { background: var(--text); color: var(--back) }
#labels button[aria-pressed="true"] kbd { color: var(--back); border-color: var(--back) }
#text { min-height: 9rem; margin: .6rem 0 0; padding: 1.1rem 0; border-block: 1px solid var(--line); font-size: 1.15rem; touch-action: pan-y; user-select: none; -webkit-user-select: none }
#text.sentence, #text .entity { align-items: baseline }
#text .entity .token { border-bottom-color: transparent }
#text .token { border: 0; border-bottom: 3px solid var(--mark, transparent); background: none; padding: .2rem .3rem .15rem; font-size: 1em; color: inherit; touch-action: pan-y }
#text .token b { font-size: 1em }
#text .token small { min-height: 1.1em }
#text .token:focus-visible { outline: 2px solid var(--link); outline-offset: 0; box-shadow: none }
#text .token[aria-pressed="true"] { background: var(--chosen) }
#text .entity.unsure { border-style: dashed }
#text .entity > small { font-size: .75rem; align-self: baseline }
#text .remove { padding: 0 .35rem; border: 0; background: none; color: var(--faint); font-size: 1rem; line-height: 1.3; min-height: 1.6rem }
#text .done { margin: 0; font-size: 1.15rem }
:root { --chosen: #cfe3f7 }
@media (prefers-color-scheme: dark) { :root { --chosen: #1d4468 } }
.row { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: center; margin: .9rem 0 }
.row label { flex: 1; min-width: 12rem; display: flex; gap: .6rem; align-items: center; font-size: .9rem; color: var(--faint) }
.row button[aria-pressed="true"] { border-color: var(--link); box-shadow: 0 0 0 1px var(--link) }
.row input { flex: 1; min-width: 0 }
#actions { position: fixed; inset: auto 0 0 0; z-index: 2; background: var(--panel); border-top: 1px solid var(--line) }
#actions div { max-width: 68rem; margin: 0 auto; padding: .7rem 1.5rem; display: flex; flex-wrap: wrap; gap: .6rem }
#actions button { display: inline-flex; align-items: center; justify-content: center; gap: .5rem; background: var(--back) }
#actions .accept { background: var(--text); color: var(--back); border-color: var(--text); font-weight: 600 }
#actions .accept kbd { color: var(--back); border-color: var(--back) }
#status { min-height: 1.6em; margin: .5rem 0; color: var(--faint); font-size: .9rem }
#status.failed { color: var(--text); font-weight: 600 }
#learning { display: flex; flex-wrap: wrap; gap: .4rem 1.5rem; align-items: center; padding-top: .8rem; border-top: 1px solid var(--line); font-size: .9rem; color: var(--faint) }
#learning svg { width: 15rem; height: 4rem; flex: none }
#learning path { fill: none; stroke: var(--link); stroke-width: 2; vector-effect: non-scaling-stroke }
#learning line { stroke: var(--line); stroke-width: 1; vector-effect: non-scaling-stroke }
#learning p { margin: 0 }
details { margin-top: 1rem; font-size: .9rem; color: var(--faint) }
details dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; margin: .6rem 0 0 } dd { margin: 0 }
[hidden] { display: none !important }
@media (max-width: 40rem) {
  #text { font-size: 1.1rem } #actions div { padding: .6rem 1rem; gap: .5rem } #actions button { flex: 1; padding: .65rem .3rem; gap: .35rem }
  #actions kbd, #labels kbd { display: none } #labels button { min-height: 2.6rem; padding: .35rem .9rem } #text .token { min-height: 2.4rem; padding: .3rem .35rem }
  #text .remove { min-width: 2.2rem; min-height: 2.4rem }
}
`;
