/** The look of the page: light, dark and on paper. Contrasts keep to WCAG 2.2 AA. */
const palette = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --surface: #ffffff; --raised: #f0f2f5; --line: #d9dde4; --ink: #171b22; --quiet: #5a6372;
  --accent: #1f5fd6; --accent-soft: #e6eefc; --focus: #1f5fd6;
  --s0: #b3152b; --s0-soft: #fdeaec; --s1: #9a5200; --s1-soft: #fdf1e0; --s2: #1a6b87; --s2-soft: #e4f3f8;
  --s3: #5a6372; --s3-soft: #eceef2; --good: #17703f; --good-soft: #e4f4ea;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1217; --surface: #171b22; --raised: #1f252e; --line: #323a46; --ink: #e8ebf0; --quiet: #9da7b6;
    --accent: #7fb0ff; --accent-soft: #1c2c49; --focus: #8fbaff;
    --s0: #ff8b98; --s0-soft: #451a22; --s1: #f2b45f; --s1-soft: #3d2a10; --s2: #74c6e2; --s2-soft: #12333f;
    --s3: #a9b2c0; --s3-soft: #272e38; --good: #6fd09a; --good-soft: #15362a;
  }
}`;

const base = `
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
main, header .inner, footer { max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.15rem; margin: 0 0 .75rem; }
h3, h4 { margin: 0; font-size: .95rem; }
p { margin: 0 0 .5rem; }
code, .mono { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .86em; }
.quiet { color: var(--quiet); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }
button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; background: none; border: 0; padding: 0; text-align: inherit; }
button:disabled { cursor: default; opacity: .45; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
h2:focus { outline: none; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--surface); padding: .5rem 1rem; border-radius: 6px; z-index: 2; }
.skip:focus { top: 1rem; }
body > header { background: var(--surface); border-bottom: 1px solid var(--line); padding: 1.75rem 0 1.25rem; }
.brand { color: var(--quiet); font-size: .8rem; font-weight: 600; letter-spacing: .08em; text-transform: uppercase; margin-bottom: .35rem; }
.verdict { font-size: 1.02rem; margin: .6rem 0 0; max-width: 62rem; }
.meta { display: flex; flex-wrap: wrap; gap: .35rem 2rem; margin: 1rem 0 0; font-size: .87rem; }
.meta div { display: flex; gap: .5rem; min-width: 0; }
.meta dt { color: var(--quiet); }
.meta dd { margin: 0; overflow-wrap: anywhere; }
main > section { margin: 1.75rem 0; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1.1rem 1.25rem; }
footer { overflow-wrap: anywhere; color: var(--quiet); font-size: .85rem; padding-bottom: 3rem; }`;

const summary = `
.matrix { border-collapse: separate; border-spacing: 0; width: 100%; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; overflow: hidden; table-layout: fixed; }
.matrix th, .matrix td { padding: 0; text-align: center; border-bottom: 1px solid var(--line); }
.matrix tr:last-child > * { border-bottom: 0; }
.matrix thead th { padding: .6rem; font-size: .82rem; color: var(--quiet); font-weight: 600; }
.matrix tbody th { text-align: left; padding: .6rem 1.1rem; font-weight: 600; }
.matrix button, .matrix .none { display: block; width: 100%; padding: .6rem; text-align: center; font-variant-numeric: tabular-nums; font-weight: 600; }
.matrix .none { color: var(--quiet); font-weight: 400; }
.matrix button:hover { text-decoration: underline; }
.matrix .total button { font-size: 1.25rem; }
.matrix button:focus-visible { outline-offset: -3px; }
.severity-0 { --tone: var(--s0); --soft: var(--s0-soft); }
.severity-1 { --tone: var(--s1); --soft: var(--s1-soft); }
.severity-2 { --tone: var(--s2); --soft: var(--s2-soft); }
.severity-3 { --tone: var(--s3); --soft: var(--s3-soft); }
.matrix td[class] { background: var(--soft); color: var(--tone); }
.matrix td { border-left: 1px solid var(--line); }
.badge { display: inline-block; background: var(--soft); color: var(--tone); font-weight: 650; font-size: .8rem; padding: .1rem .55rem; border-radius: 99px; border: 1px solid color-mix(in srgb, var(--tone) 35%, transparent); white-space: nowrap; }
.list { list-style: none; margin: 0; padding: 0; }
.list > li { padding: .75rem 0; border-top: 1px solid var(--line); overflow-wrap: anywhere; }
.list > li:first-child { border-top: 0; padding-top: 0; }
.list > li:last-child { padding-bottom: 0; }
.list p { margin: .15rem 0 0; }
.claim-proved { --tone: var(--good); --soft: var(--good-soft); }
.claim-refuted { --tone: var(--s0); --soft: var(--s0-soft); }
.claim-undecided { --tone: var(--s1); --soft: var(--s1-soft); }
.list .badge { margin-right: .6rem; }
details > summary { cursor: pointer; }
.fold > summary { font-weight: 600; }
.fold[open] > summary { margin-bottom: .9rem; }`;

const findings = `
.toolbar { display: flex; flex-wrap: wrap; gap: .6rem 1.25rem; align-items: center; padding: .85rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 10px 10px 0 0; border-bottom: 0; }
.toolbar input { flex: 1 1 100%; min-width: 12rem; }
.toolbar input, .toolbar select { background: var(--ground); border: 1px solid var(--line); border-radius: 7px; padding: .4rem .7rem; max-width: 100%; }
.toolbar select { width: 14rem; }
.toolbar label { display: flex; align-items: center; gap: .5rem; color: var(--quiet); font-size: .87rem; }
.chips { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; border: 0; padding: 0; margin: 0; }
.chip { border: 1px solid var(--line); border-radius: 99px; padding: .2rem .75rem; font-size: .87rem; background: var(--surface); }
.chip:hover { border-color: var(--quiet); }
.chip[aria-pressed="true"] { background: var(--soft, var(--accent-soft)); color: var(--tone, var(--accent)); border-color: currentColor; font-weight: 600; }
.chip .dot { display: inline-block; width: .55rem; height: .55rem; border-radius: 50%; background: var(--tone); margin-right: .45rem; }
.link { color: var(--accent); font-size: .87rem; font-weight: 600; }
.bar { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .5rem 1rem; margin-bottom: .75rem; }
.bar h2 { margin: 0; }
.table-frame { background: var(--surface); border: 1px solid var(--line); border-radius: 0 0 10px 10px; overflow-x: auto; }
.findings { width: 100%; border-collapse: collapse; min-width: 60rem; }
.findings thead th { text-align: left; padding: 0; border-bottom: 1px solid var(--line); background: var(--raised); }
.findings thead button { width: 100%; padding: .5rem .9rem; font-size: .82rem; font-weight: 600; color: var(--quiet); }
.findings thead button:hover { color: var(--ink); }
.findings thead button:focus-visible { outline-offset: -3px; }
.findings thead button::after { content: "↕" / ""; margin-left: .35rem; opacity: .35; }
.findings th[aria-sort="ascending"] button::after { content: "↑" / ""; opacity: 1; }
.findings th[aria-sort="descending"] button::after { content: "↓" / ""; opacity: 1; }
.findings th[aria-sort="ascending"] button, .findings th[aria-sort="descending"] button { color: var(--ink); }
.findings tbody td, .findings tbody th { padding: .55rem .9rem; vertical-align: top; text-align: left; font-weight: 400; border-top: 1px solid var(--line); overflow-wrap: break-word; }
.findings tbody th { overflow-wrap: anywhere; }
.findings .finding:hover { background: color-mix(in srgb, var(--raised) 55%, transparent); }
.findings td.severity { white-space: nowrap; }
.findings td.mono { overflow-wrap: normal; }
.findings td.ports { overflow-wrap: anywhere; max-width: 15rem; }
.line { display: block; }
.open { display: block; position: relative; padding-left: 1.15rem; }
.open::before { content: ""; position: absolute; left: .1rem; top: .5rem; width: .42rem; height: .42rem; border: solid var(--quiet); border-width: 0 2px 2px 0; transform: rotate(-45deg); transition: transform .12s; }
.open[aria-expanded="true"]::before { transform: rotate(45deg); }
.open .name { font-weight: 600; color: var(--accent); overflow-wrap: anywhere; }
.open:hover .name { text-decoration: underline; }
.open .id { white-space: nowrap; font-size: .82em; color: var(--quiet); font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.state { display: inline-block; margin: .2rem 0 0 1.15rem; font-size: .78rem; color: var(--quiet); border: 1px solid var(--line); border-radius: 4px; padding: 0 .35rem; }
.findings tbody .detail-row > td { padding: 0; border-top: 0; background: var(--ground); box-shadow: inset 3px 0 0 var(--accent); overflow-wrap: normal; }
.details { padding: 1.1rem 1.4rem 1.4rem; }
.sentence { font-size: 1.02rem; font-weight: 600; max-width: 70rem; overflow-wrap: anywhere; margin-bottom: .9rem; }
.details .chips { margin-bottom: .8rem; }
.scroll { overflow-x: auto; background: var(--surface); border: 1px solid var(--line); border-radius: 10px; padding: 1rem; }
.steps { margin: .7rem 0 0; }
.steps > summary { color: var(--quiet); font-size: .9rem; }
.steps ol { margin: .6rem 0 0; padding-left: 2rem; }
.steps li { padding: .2rem 0; }
.steps .hop { display: inline-block; min-width: 5.5rem; color: var(--quiet); font-size: .85rem; }
.steps .rules code { display: block; margin-left: 5.5rem; overflow-wrap: anywhere; }
.parts { columns: 19rem 3; column-gap: 2rem; margin-top: 1.1rem; }
.part h4 { margin-bottom: .4rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
.part { break-inside: avoid; margin-bottom: 1.1rem; font-size: .92rem; }
.part dl { display: grid; grid-template-columns: minmax(5rem, auto) 1fr; gap: .15rem .9rem; margin: 0; }
.part dt { color: var(--quiet); }
.part dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; line-height: 1.65; }
.part .value { display: block; }
.part ul { margin: 0 0 .5rem; padding-left: 1.1rem; overflow-wrap: anywhere; }
.part ul.rules { list-style: none; padding: 0; }
.part ul.rules li { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; background: var(--surface); border: 1px solid var(--line); border-left: 3px solid var(--accent); border-radius: 4px; padding: .3rem .6rem; margin-bottom: .3rem; }
.pager { display: flex; gap: .5rem; align-items: center; justify-content: center; padding: .8rem; font-size: .9rem; }
.page { border: 1px solid var(--line); background: var(--surface); border-radius: 7px; padding: .25rem .8rem; }
.empty { padding: 2.5rem; text-align: center; color: var(--quiet); }`;

const picture = `
.picture { display: block; max-width: 100%; min-width: 56rem; height: auto; font-family: system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
.picture .frame { fill: var(--surface); stroke: var(--line); stroke-width: 1.2; }
.picture .title { font-size: 11px; fill: var(--quiet); font-weight: 600; }
.picture .strong, .picture .weak { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 10.3px; fill: var(--ink); }
.picture .strong { font-weight: 600; }
.picture .weak { fill: var(--tone, var(--quiet)); }
.picture .icon { fill: none; stroke: var(--tone, var(--quiet)); stroke-width: 1.4; stroke-linecap: round; stroke-linejoin: round; }
.picture .is-admitted { --tone: var(--good); }
.picture .is-undecided { --tone: var(--s1); }
.picture .is-refused { --tone: var(--s0); }
.picture .is-end { --tone: var(--accent); }
.picture .is-end .frame { fill: var(--accent-soft); stroke: var(--accent); }
.picture .is-end .weak { fill: var(--ink); }
.picture .is-admitted .frame { stroke: color-mix(in srgb, var(--good) 45%, var(--line)); }
.picture .arrow { fill: none; stroke: var(--accent); stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round; }
.picture .arrow-reply { stroke: var(--quiet); stroke-dasharray: 5 4; }
.picture .caption { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 12px; fill: var(--ink); font-weight: 600; }
.picture .caption.quiet { fill: var(--quiet); font-weight: 400; font-size: 11px; }`;

const map = `
.vpc { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; margin-bottom: .9rem; }
.vpc > summary { padding: .8rem 1.1rem; }
.vpc > summary > span { margin-right: 1rem; overflow-wrap: anywhere; }
.vpc > summary .name { font-weight: 650; }
.vpc-content { display: grid; grid-template-columns: minmax(13rem, 17rem) 1fr; gap: 1.75rem; padding: .2rem 1.1rem 1.1rem; }
.gateways { list-style: none; margin: 0; padding: 0; }
.gateway { display: block; width: 100%; position: relative; background: var(--raised); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; padding: .5rem .8rem; margin-bottom: .6rem; }
.gateway > span { display: block; }
.gateway .route { font-weight: 600; }
.gateway .quiet { font-size: .84rem; }
.gateway::after { content: ""; position: absolute; left: 100%; top: 50%; width: 1.7rem; border-top: 2px solid var(--tone); }
.gateway::before { content: ""; position: absolute; left: calc(100% + 1.2rem); top: calc(50% - .3rem); border: .36rem solid transparent; border-left-color: var(--tone); }
.gateway:hover, .instance:hover { border-color: var(--tone); }
.subnets { border: 1.5px dashed var(--line); border-radius: 10px; padding: .9rem; display: grid; gap: .8rem; align-content: start; min-width: 0; }
.subnet { background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: .6rem .8rem .8rem; }
.subnet h4 { font-weight: 500; font-size: .85rem; margin-bottom: .5rem; display: flex; flex-wrap: wrap; gap: .1rem .9rem; }
.instances { display: flex; flex-wrap: wrap; gap: .4rem; }
.instance { display: inline-flex; gap: .55rem; align-items: center; max-width: 100%; background: var(--surface); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 6px; padding: .2rem .5rem .2rem .6rem; font-size: .88rem; }
.instance .name { overflow-wrap: anywhere; }
.instance .count { color: var(--tone); background: var(--soft); border-radius: 99px; padding: 0 .45rem; font-size: .78rem; font-weight: 650; }
.more { color: var(--accent); font-weight: 600; font-size: .87rem; padding: .2rem .5rem; }
@media (max-width: 48rem) {
  .vpc-content { grid-template-columns: 1fr; gap: .5rem; }
  .gateway::after, .gateway::before { display: none; }
  main, header .inner, footer { padding: 0 .9rem; }
  .matrix tbody th, .matrix thead th { padding: .6rem .4rem; font-size: .74rem; overflow-wrap: anywhere; }
  .details { padding: 1rem; position: sticky; left: 0; max-width: calc(100vw - 1.9rem); }
}`;

const other = `
@media (prefers-reduced-motion: reduce) { * { transition: none !important; } }
@media (forced-colors: active) { .badge, .chip, .instance, .gateway { border-color: CanvasText; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --surface: #fff; --raised: #fff; --line: #bbb; --ink: #000; --quiet: #444; --accent: #123f91; --accent-soft: #eef3fc;
    --s0: #a01024; --s0-soft: #fff; --s1: #7d4300; --s1-soft: #fff; --s2: #125468; --s2-soft: #fff; --s3: #444; --s3-soft: #fff; --good: #125c33; --good-soft: #fff; }
  @page { margin: 14mm; }
  body { font-size: 10pt; }
  main, header .inner, footer { max-width: none; padding: 0; }
  .toolbar, .pager, .skip, .more, .findings thead button::after { display: none; }
  .table-frame, .scroll { overflow: visible; border-radius: 0; }
  .findings, .picture { min-width: 0; }
  .findings { font-size: 8.5pt; }
  .findings tbody td, .findings tbody th, .findings thead button { padding: .3rem .4rem; }
  .findings td.mono { overflow-wrap: anywhere; font-size: 7.5pt; }
  .details { padding: .6rem .8rem; }
  .findings thead { display: table-header-group; }
  .finding, .subnet, .part, .picture, .list > li { break-inside: avoid; }
  .vpc-content { grid-template-columns: 12rem 1fr; }
  .open { padding-left: 0; }
  .open::before { display: none; }
}`;

export const style = [palette, base, summary, findings, picture, map, other].join('\n');
