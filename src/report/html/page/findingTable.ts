import type { PageElement } from './browser.js';
import type { Details } from './details.js';
import type { Elements } from './elements.js';
import type { PageFinding } from './pageData.js';
import type { Report } from './report.js';

/** The rows of the table: a page of findings at a time, since browsers are slow with ten thousand rows. */
export const createFindingTable = ({ html, button, byId }: Elements, details: Details, report: Report) => {
  const rowsOnPage = 50;
  /** More than anybody reads on paper; everything is in the other formats. */
  const rowsOnPaper = 500;
  const columns = 7;

  const { data } = report;
  const body = byId('rows');
  const status = byId('status');
  const pager = byId('pager');
  const opened = new Set<number>();
  let selected: readonly number[] = [];
  let page = 0;
  let onPaper = false;

  const cell = (className: string, ...children: readonly (PageElement | string | undefined)[]): PageElement =>
    html('td', { class: className }, ...children);

  const severityBadge = (severity: number): PageElement =>
    html('span', { class: `badge severity-${severity}` }, data.severities[severity] ?? '');

  const lines = (texts: readonly string[]): readonly PageElement[] => {
    const shown = texts.length > 3 ? [...texts.slice(0, 2), `and ${texts.length - 2} more`] : texts;
    return shown.map((text) => html('span', { class: 'line' }, text));
  };

  const rowsOf = (finding: PageFinding, index: number): readonly PageElement[] => {
    const detailsId = `details-${index}`;
    const place = report.placeOf(finding);
    const { route, component } = report.entranceOf(finding);
    const panel = html('td', { colspan: columns, id: detailsId });
    const detailRow = html('tr', { class: 'detail-row' }, panel);
    const set = (open: boolean): void => {
      detailRow.hidden = !open;
      toggle.setAttribute('aria-expanded', String(open));
      if (open) {
        opened.add(index);
        panel.replaceChildren(details(finding, index));
      } else {
        opened.delete(index);
        panel.replaceChildren();
      }
    };
    const toggle: PageElement = button(
      { class: 'open', 'aria-expanded': 'false', 'aria-controls': detailsId },
      () => set(!opened.has(index)),
      html('span', { class: 'line name' }, place.name === '' ? place.instance : place.name),
      place.name === '' ? undefined : html('span', { class: 'line id' }, place.instance),
    );
    detailRow.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      set(false);
      toggle.focus();
    });
    const row = html(
      'tr',
      { class: 'finding' },
      cell('severity', severityBadge(finding.severity)),
      html(
        'th',
        { scope: 'row' },
        toggle,
        place.state === '' ? undefined : html('span', { class: 'state' }, place.state),
      ),
      cell('mono', ...lines(finding.addresses)),
      cell(
        '',
        html('span', { class: 'line' }, data.routeNames[route] ?? route),
        ...lines(finding.loadBalancers.map((name) => `via ${name}`)),
      ),
      cell('mono ports', ...lines(finding.ports.split('; '))),
      cell(
        '',
        finding.type === 'NetworkExposure' ? html('span', { class: 'quiet' }, 'all reachable ports') : finding.service,
      ),
      cell('mono', component),
    );
    set(opened.has(index));
    return [row, detailRow];
  };

  const pageCount = (): number => Math.max(1, Math.ceil(selected.length / rowsOnPage));

  const goTo = (next: number): void => {
    page = next;
    draw();
    byId('findings').scrollIntoView({ block: 'start' });
    byId('rows-heading').focus();
  };

  const pagerButton = (label: string, target: number, disabled: boolean): PageElement =>
    button({ disabled, class: 'page' }, () => goTo(target), label);

  const draw = (): void => {
    const from = onPaper ? 0 : page * rowsOnPage;
    const shown = selected.slice(from, from + (onPaper ? rowsOnPaper : rowsOnPage));
    body.replaceChildren(
      ...shown.flatMap((index) => {
        const finding = data.findings[index];
        return finding === undefined ? [] : rowsOf(finding, index);
      }),
    );
    const total = data.findings.length;
    const filtered = selected.length === total ? '' : ` (of ${total})`;
    status.textContent =
      total === 0
        ? 'No findings'
        : selected.length === 0
          ? `No finding matches${filtered}`
          : `${from + 1}–${from + shown.length} of ${selected.length} ${selected.length === 1 ? 'finding' : 'findings'}${filtered}`;
    byId('empty').hidden = selected.length > 0 || total === 0;
    pager.hidden = pageCount() === 1;
    pager.replaceChildren(
      pagerButton('First', 0, page === 0),
      pagerButton('Previous', page - 1, page === 0),
      html('span', {}, `page ${page + 1} of ${pageCount()}`),
      pagerButton('Next', page + 1, page >= pageCount() - 1),
      pagerButton('Last', pageCount() - 1, page >= pageCount() - 1),
    );
  };

  return {
    show: (indices: readonly number[]): void => {
      selected = indices;
      page = 0;
      draw();
    },
    /** Opens one finding, on whichever page it is. */
    reveal: (index: number): void => {
      const position = selected.indexOf(index);
      if (position < 0) return;
      opened.add(index);
      page = Math.floor(position / rowsOnPage);
      draw();
      byId(`details-${index}`).scrollIntoView({ block: 'center' });
    },
    /** Every selected finding while the page is printed, the opened ones with their details. */
    print: (printing: boolean): void => {
      onPaper = printing;
      draw();
    },
  };
};
