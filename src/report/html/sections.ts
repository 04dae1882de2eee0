/** The parts of the page that are delivered as finished HTML. Every text goes through `html`. */
import type { Assessment } from '../../findings/assessment.js';
import { type FindingType, findingTypes } from '../../findings/finding.js';
import type { Incomplete } from '../../findings/incomplete.js';
import { type Severity, severities } from '../../findings/severity.js';
import { allRoutes, type Route } from '../../paths/path.js';
import type { ClaimsReport } from '../claims/report.js';
import { detailsOf } from '../claims/text.js';
import { html } from './embed.js';
import { routeNames } from './routeNames.js';

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What holds for the account as a whole, in one sentence. */
const verdictText = ({ findings, exposures, incomplete }: Assessment): string => {
  const found = findings.length === 0 ? 'Nothing was found.' : `${counted(findings.length, 'finding')}.`;
  if (incomplete.length > 0) {
    return `${found} ${counted(incomplete.length, 'thing is', 'things are')} missing from the snapshot; what depends on that is undecided, and every other port is proved unreachable from outside.`;
  }
  return exposures.length === 0
    ? `${found} Every port is proved unreachable from outside.`
    : `${found} Each comes with a packet that gets in; every other port is proved unreachable from outside.`;
};

export const headerHtml = (assessment: Assessment): string => {
  const { engine, semantics, snapshot, summary } = assessment;
  const facts: readonly (readonly [string, string])[] = [
    ['accounts', snapshot.accounts.join(', ')],
    ['regions', snapshot.regions.join(', ')],
    [
      'looked at',
      `${counted(summary.instances, 'instance')}, ${counted(summary.interfaces, 'interface')}, ${counted(summary.paths, 'path')}, ${counted(summary.queries, 'query', 'queries')}`,
    ],
    ['decided by', engine.solver === undefined ? engine.name : `${engine.name} (${engine.solver})`],
    ['semantics', semantics],
    ['snapshot', snapshot.sha256.slice(0, 16)],
  ];
  const meta = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<div><dt>${name}</dt><dd>${html(value)}</dd></div>`)
    .join('');
  return `<header><div class="inner">
<p class="brand">reachproof</p>
<h1>Network reachability</h1>
<p class="verdict">${html(verdictText(assessment))}</p>
<dl class="meta">${meta}</dl>
</div></header>`;
};

/** Severity by route; every number is a button that shows those findings. */
export const summaryHtml = ({ findings }: Assessment): string => {
  const count = (severity: Severity, route: Route | undefined): number =>
    findings.filter((finding) => finding.severity === severity && (route === undefined || finding.route === route))
      .length;
  const cell = (severity: Severity, route: Route | undefined): string => {
    const number = count(severity, route);
    const rank = severities.indexOf(severity);
    if (number === 0) return '<td><span class="none">0</span></td>';
    const from = route === undefined ? '' : ` from ${routeNames[route]}`;
    const label = `${counted(number, `${severity} finding`)}${from}: show`;
    return `<td class="severity-${rank}${route === undefined ? ' total' : ''}"><button type="button" data-cell="${rank}|${route ?? ''}" aria-label="${html(label)}">${number}</button></td>`;
  };
  const rowOf = (name: string, route: Route | undefined): string =>
    `<tr><th scope="row">${html(name)}</th>${severities.map((severity) => cell(severity, route)).join('')}</tr>`;
  return `<section aria-labelledby="summary-heading">
<h2 id="summary-heading">Summary</h2>
<table class="matrix">
<caption class="unseen">Findings by severity and route</caption>
<thead><tr><th scope="col"><span class="unseen">Route</span></th>${severities.map((severity) => `<th scope="col">${severity}</th>`).join('')}</tr></thead>
<tbody>${rowOf('All routes', undefined)}${allRoutes.map((route) => rowOf(routeNames[route], route)).join('')}</tbody>
</table>
</section>`;
};

const typeNames: Readonly<Record<FindingType, string>> = {
  RecognizedPortWithListener: 'Recognized port, process listening',
  RecognizedPortNoListener: 'Recognized port, nothing listening',
  RecognizedPortNoAgent: 'Recognized port, listeners not known',
  UnrecognizedPortWithListener: 'Unrecognized port, process listening',
  NetworkExposure: 'All reachable ports of an interface',
};

const columns: readonly (readonly [key: string, title: string])[] = [
  ['severity', 'Severity'],
  ['instance', 'Instance'],
  ['address', 'Address'],
  ['route', 'Route'],
  ['port', 'Ports'],
  ['service', 'Service'],
  ['component', 'Through'],
];

/** The frame of the findings; the page's script fills it. */
export const findingsHtml = ({ findings }: Assessment): string => {
  const chip = (filter: string, value: string | number, label: string, className = ''): string =>
    `<button type="button" class="chip${className === '' ? '' : ` ${className}`}" data-filter="${filter}" data-value="${value}" aria-pressed="false">${className === '' ? '' : '<span class="dot"></span>'}${html(label)}</button>`;
  const severityChips = severities
    .map((severity, rank) => chip('severity', rank, severity, `severity-${rank}`))
    .join('');
  const routeChips = allRoutes.map((route) => chip('route', route, routeNames[route])).join('');
  const types = findingTypes.filter((type) => findings.some((finding) => finding.type === type));
  return `<section id="findings" aria-labelledby="rows-heading">
<div class="bar"><h2 id="rows-heading" tabindex="-1">Findings</h2><p id="status" class="quiet" role="status" aria-live="polite"></p></div>
<noscript><p class="panel">Findings, pictures and the map are drawn by this file’s own script, which is switched off here. The JSON and table formats need none.</p></noscript>
<div class="toolbar" role="search" aria-label="Filter findings">
<input id="search" type="search" placeholder="Search by name, id, address, port or service" aria-label="Search findings" autocomplete="off" spellcheck="false">
<div class="chips" role="group" aria-label="Severity">${severityChips}</div>
<div class="chips" role="group" aria-label="Route">${routeChips}</div>
<label>Type <select id="type"><option value="">all</option>${types.map((type) => `<option value="${type}">${html(typeNames[type])}</option>`).join('')}</select></label>
<button type="button" id="clear" class="link" hidden>Clear filters</button>
</div>
<div class="table-frame">
<table class="findings" aria-labelledby="rows-heading">
<thead><tr>${columns.map(([key, title]) => `<th scope="col" data-sort="${key}" aria-sort="none"><button type="button">${title}</button></th>`).join('')}</tr></thead>
<tbody id="rows"></tbody>
</table>
<p id="empty" class="empty" hidden>No finding matches these filters.</p>
<nav id="pager" class="pager" aria-label="Pages of findings" hidden></nav>
</div>
</section>`;
};

export const mapHtml = ({ findings }: Assessment): string =>
  findings.length === 0
    ? '<div id="map-content" hidden></div>'
    : `<section aria-labelledby="map-heading">
<h2 id="map-heading">Map</h2>
<p class="quiet">VPCs with exposed instances: the ways in on the left, then subnets and instances. Choose one to see its findings.</p>
<div id="map-content"></div>
</section>`;

const affectedText = ({ networkInterfaceIds, routes }: Incomplete): string => {
  if (networkInterfaceIds === undefined) return 'may affect every interface';
  const shown = networkInterfaceIds.slice(0, 5).join(', ');
  const more = networkInterfaceIds.length > 5 ? ` and ${networkInterfaceIds.length - 5} more` : '';
  return `affects ${shown}${more}${routes === undefined ? '' : ` by ${routes.join(', ')}`}`;
};

export const undecidedHtml = ({ incomplete }: Assessment): string => {
  if (incomplete.length === 0) return '';
  const items = incomplete
    .map(
      (item) =>
        `<li><code>${html(item.resource)}</code><p>${html(item.reason)}</p><p class="quiet">${html(affectedText(item))}</p><p class="quiet">settle it: <code>${html(item.remedy)}</code></p></li>`,
    )
    .join('\n');
  return `<section aria-labelledby="undecided-heading">
<h2 id="undecided-heading">Undecided</h2>
<details class="panel fold"${incomplete.length <= 10 ? ' open' : ''}><summary>${counted(incomplete.length, 'thing is', 'things are')} missing from the snapshot</summary>
<ul class="list">${items}</ul></details>
</section>`;
};

export const assumptionsHtml = ({ exposures }: Assessment): string => {
  const assumptions = [...new Set(exposures.flatMap((exposure) => exposure.assumptions))].sort();
  if (assumptions.length === 0) return '';
  return `<section aria-labelledby="assumptions-heading">
<h2 id="assumptions-heading">Taken for granted</h2>
<details class="panel fold"${assumptions.length <= 10 ? ' open' : ''}><summary>${counted(assumptions.length, 'assumption')}</summary>
<ul class="list">${assumptions.map((text) => `<li>${html(text)}</li>`).join('\n')}</ul></details>
</section>`;
};

export const claimsHtml = (claims: ClaimsReport | undefined): string => {
  if (claims === undefined || claims.decided.length === 0) return '';
  const items = claims.decided
    .map(({ claim, outcome, obligations }, index) => {
      const closed =
        outcome.verdict === 'proved' && claim.expect === 'unreachable'
          ? [obligations.length === 1 ? 'one way is closed' : `all ${obligations.length} ways are closed`]
          : [];
      const file = claims.certificates[index];
      const lines = [
        ...detailsOf(outcome, claims.options),
        ...closed,
        ...(file === undefined ? [] : [`certificate ${file}`]),
      ];
      return `<li><span class="badge claim-${outcome.verdict}">${outcome.verdict}</span><strong>${html(claim.name)}</strong>${lines.map((line) => `<p class="quiet">${html(line)}</p>`).join('')}</li>`;
    })
    .join('\n');
  return `<section aria-labelledby="claims-heading">
<h2 id="claims-heading">Claims</h2>
<ul class="panel list">${items}</ul>
</section>`;
};
