// The status page's conduct: sign-in, addresses (#/ and #/case/KEY), asking the API, quiet refreshing, filters and
// pages. Not for how things look (status_views.js, status.css). It only reads; nothing is changed from here.
import { ask, make, Refused, refresh_times, set_server_time } from './status_parts.js';
import * as views from './status_views.js';

const refresh_ms = 5_000, slowest_ms = 60_000, tick_ms = 10_000;
const cases_at_once = 20, items_at_once = 8, workflows_at_once = 100, events_at_once = 300;
const token_name = 'workflow-status-token';
const case_states = [['', 'All'], ['active', 'Active'], ['stuck', 'Stuck'], ['completed', 'Completed'], ['terminated', 'Terminated'], ['failed', 'Failed']];

const by_id = (id) => document.getElementById(id);
const main = by_id('main');
let token = sessionStorage.getItem(token_name);
let view = null;      // what is shown: {refresh()}
let turn = 0;         // grows with every change of view; answers to an older turn are dropped
let timer = 0;
let failures = 0;

// --- panels -------------------------------------------------------------------------------------------------------

/** A place whose content is made anew only when what it shows has changed; the focus stays where it was. */
class Panel {
  constructor(title, id) {
    this.body = make('div', { class: 'panel-body' });
    this.title = make('h2', { id: `${id}-title` }, title);
    this.element = make('section', { class: 'panel', id, 'aria-labelledby': `${id}-title` }, this.title, this.body);
    this.shown = null;
  }
  show(data, render) {
    const text = JSON.stringify(data);
    if (text === this.shown) return;
    this.shown = text;
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.body.replaceChildren(...[render()].flat());
    if (focused) this.body.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
  }
}

/** A list of the API with its pages. */
class List {
  constructor(path, limit, changed) {
    Object.assign(this, { path, limit, changed, filter: {}, cursors: [''], next: null });
  }
  set_filter(filter) {
    if (JSON.stringify(filter) === JSON.stringify(this.filter)) return;
    this.filter = filter;
    this.cursors = [''];
  }
  async load() {
    const page = await ask(token, this.path, { ...this.filter, limit: this.limit, after: this.cursors.at(-1) });
    this.next = page.next;
    return page.items;
  }
  pages() {
    if (this.cursors.length === 1 && !this.next) return [];
    const button = (text, usable, act) => make('button',
      { type: 'button', disabled: !usable, 'data-focus': `${this.path}-${text}`, onclick: () => (act(), this.changed()) }, text);
    return [make('nav', { class: 'pages', 'aria-label': `Pages of ${this.path}` },
      button('Newer', this.cursors.length > 1, () => this.cursors.pop()),
      make('span', { class: 'sub' }, `page ${this.cursors.length}`),
      button('Older', Boolean(this.next), () => this.cursors.push(this.next)))];
  }
  show(panel, items, render, more = null) {
    panel.show([items, this.cursors, this.next, this.filter, more], () => [render(items), ...this.pages()]);
  }
}

const sees_everything = (me) => ['viewer', 'operator', 'admin'].some((role) => me.roles.includes(role));
const sees_incidents = (me) => sees_everything(me) || me.roles.includes('designer');
const has_tasks = (me) => sees_everything(me) || me.roles.includes('user');

// --- all cases ----------------------------------------------------------------------------------------------------

class Overview {
  constructor(filter) {
    const again = () => refresh_soon();
    this.filter = filter;
    this.cases = new List('instances', cases_at_once, again);
    this.tasks = new List('tasks', items_at_once, again);
    this.incidents = new List('incidents', items_at_once, again);
    this.workflows = new List('workflows', workflows_at_once, again);
    this.versions = new Map();
    this.panels = { cases: new Panel('Newest cases', 'cases'), tasks: new Panel('Open tasks', 'tasks'),
      incidents: new Panel('Open incidents', 'incidents'), workflows: new Panel('Workflows', 'workflows') };
    this.figures = new Panel('Figures', 'figures');
    this.figures.title.classList.add('unseen');
    this.title = make('h1', { class: 'unseen', tabindex: '-1' }, 'Status of all workflows');
  }
  build() {
    const { cases, tasks, incidents, workflows } = this.panels;
    main.replaceChildren(this.title, this.figures.element, this.filters(),
      make('div', { class: 'columns' }, make('div', { class: 'wide' }, cases.element),
        make('div', { class: 'side' }, incidents.element, tasks.element, workflows.element)));
  }
  filters() {
    this.states = make('select', { id: 'filter-state' }, case_states.map(([value, name]) => make('option', { value, selected: value === this.filter.state }, name)));
    this.choice = make('select', { id: 'filter-workflow' }, make('option', { value: '' }, 'All'));
    this.key = make('input', { id: 'filter-key', type: 'search', value: this.filter.key, autocomplete: 'off', spellcheck: 'false', maxlength: '200' });
    const apply = () => (location.hash = overview_address({ state: this.states.value, workflow: this.choice.value, key: this.key.value.trim() }));
    const field = (control, text) => make('label', { class: 'field', for: control.id }, make('span', {}, text), control);
    for (const control of [this.states, this.choice, this.key]) control.addEventListener('change', apply);
    this.clear = make('a', { class: 'button', href: '#/', hidden: true }, 'Show everything');
    this.controls = make('div', { class: 'filters', role: 'group', 'aria-label': 'Filters' },
      field(this.choice, 'Workflow'), field(this.states, 'State of the case'), field(this.key, 'Business key'), this.clear);
    return this.controls;
  }
  /** The workflow of the address may be unknown; it stays in the choice so that it can be seen and left. */
  fill_choice(rows) {
    const known = [['', 'All'], ...rows.map((row) => [row.workflow, row.name || row.workflow])];
    if (!known.some(([id]) => id === this.filter.workflow)) known.push([this.filter.workflow, this.filter.workflow]);
    const text = JSON.stringify(known);
    if (text === this.known) return;
    this.known = text;
    this.choice.replaceChildren(...known.map(([value, name]) => make('option', { value, selected: value === this.filter.workflow }, name)));
  }
  set_filter(filter) {
    this.filter = filter;
    this.states.value = filter.state;
    this.choice.value = filter.workflow;
    this.key.value = filter.key;
  }
  async refresh(me) {
    const { state, workflow, key } = this.filter;
    this.cases.set_filter({ workflow, businessKey: key, ...(state === 'stuck' ? { incidents: 'true' } : { state }) });
    this.tasks.set_filter({ workflow, for: sees_everything(me) ? 'all' : 'me' });
    this.incidents.set_filter({ workflow });
    const [server, cases, tasks, incidents, workflows] = await Promise.all([
      ask(token, 'server'), this.cases.load(), has_tasks(me) ? this.tasks.load() : [], sees_incidents(me) ? this.incidents.load() : [], this.workflows.load()]);
    return () => this.show(me, { server, cases, tasks, incidents, workflows });
  }
  show(me, { server, cases, tasks, incidents, workflows }) {
    set_server_time(server.time);
    by_id('foot').textContent = `wfd ${server.version}`;
    this.clear.hidden = !(this.filter.state || this.filter.workflow || this.filter.key);
    this.fill_choice(workflows);
    this.controls.hidden = this.clear.hidden && !workflows.length;  // nothing to choose from
    this.figures.show([server.figures, sees_incidents(me)], () => views.figures(server, sees_incidents(me)));
    const { panels, filter } = this;
    const title = (panel, text) => (panel.title.textContent = filter.workflow ? `${text} of ${filter.workflow}` : text);
    title(panels.cases, 'Newest cases');
    title(panels.tasks, sees_everything(me) ? 'Open tasks' : 'Your open tasks');
    title(panels.incidents, 'Open incidents');
    const example = filter.workflow || workflows[0]?.workflow;
    this.cases.show(panels.cases, cases, (rows) => views.cases(rows, !this.clear.hidden, example), example);
    this.tasks.show(panels.tasks, tasks, (rows) => views.tasks(rows, Boolean(filter.workflow)));
    this.incidents.show(panels.incidents, incidents, (rows) => views.incidents(rows, Boolean(filter.workflow)));
    this.show_workflows(workflows);
    panels.tasks.element.hidden = !has_tasks(me);
    panels.incidents.element.hidden = !sees_incidents(me);
    const stuck = server.figures.openIncidents;
    document.title = stuck && sees_incidents(me) ? `(${stuck}) Workflow status` : 'Workflow status';
  }
  show_workflows(rows) {
    const unfold = (id) => (this.versions.has(id) ? this.fold(id, rows) : guarded(() => this.unfold(id, rows)));
    this.workflows.show(this.panels.workflows, rows, () => views.workflows(rows, this.versions, unfold), [...this.versions]);
  }
  fold(id, rows) {
    this.versions.delete(id);
    this.show_workflows(rows);
  }
  async unfold(id, rows) {
    const page = await ask(token, `workflows/${encodeURIComponent(id)}/versions`);
    return () => (this.versions.set(id, page.items), this.show_workflows(rows));
  }
}

function overview_address(filter) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value)).toString();
  return query ? `#/?${query}` : '#/';
}

// --- one case -----------------------------------------------------------------------------------------------------

class Case {
  constructor(key) {
    this.key = key;
    this.events = [];
    this.seen = null;  // number of the last event asked for; events before `from` were not asked for
    this.from = 0;
    this.head = make('div', { class: 'case-head' });
    this.panels = { incidents: new Panel('Incidents', 'case-incidents'), steps: new Panel('Steps', 'case-steps'), tasks: new Panel('Open tasks', 'case-tasks'),
      variables: new Panel('Data', 'case-variables'), history: new Panel('What happened', 'case-history') };
  }
  build() {
    const { incidents, steps, tasks, variables, history } = this.panels;
    this.top = new Panel('Case', 'case-top');
    this.top.title.remove();
    this.top.element.removeAttribute('aria-labelledby');
    main.replaceChildren(this.top.element, make('div', { class: 'columns' },
      make('div', { class: 'wide' }, incidents.element, steps.element, history.element), make('div', { class: 'side' }, tasks.element, variables.element)));
    this.focus_title = true;
  }
  async refresh() {
    const address = `instances/${encodeURIComponent(this.key)}`;
    const row = await ask(token, address);
    const first = this.seen === null ? Math.max(0, row.seq - events_at_once) : this.from;
    const events = row.seq > (this.seen ?? 0) ? await this.load_events(this.seen ?? first) : [];
    return () => this.show(row, events, first);
  }
  async load_events(after, until = Infinity) {
    const events = [];
    let next = after ? String(after) : '';
    do {
      const page = await ask(token, `instances/${encodeURIComponent(this.key)}/history`, { after: next, limit: events_at_once });
      events.push(...page.items);
      next = page.next;
    } while (next && Number(next) < until);
    return events.filter((event) => event.seq <= until);
  }
  async earlier() {
    const from = Math.max(0, this.from - events_at_once);
    const events = await this.load_events(from, this.from);
    return () => {
      this.events = [...events, ...this.events];
      this.from = from;
      this.show_history();
    };
  }
  show(row, events, from) {
    const { panels } = this;
    if (this.seen === null) this.from = from;
    this.events.push(...events.filter((event) => event.seq > (this.seen ?? 0)));
    this.seen = this.events.at(-1)?.seq ?? this.seen;
    this.top.show({ ...row, variables: null, steps: null, tasks: null, incidents: null }, () => views.case_head(row));
    panels.incidents.element.hidden = !row.incidents.length;
    panels.incidents.show(row.incidents, () => views.case_incidents(row.incidents, row.steps));
    panels.steps.show(row.steps, () => views.step_tree(row.steps));
    panels.tasks.show(row.tasks, () => views.case_tasks(row.tasks));
    panels.variables.show(row.variables, () => views.variables(row.variables));
    this.show_history();
    document.title = `${row.businessKey || `Case ${row.key}`} – Workflow status`;
    if (this.focus_title) by_id('case-title').focus();
    this.focus_title = false;
  }
  show_history() {
    const told = this.events.filter((event) => event.text).reverse();
    const more = make('button', { type: 'button', 'data-focus': 'earlier', onclick: () => guarded(() => this.earlier()) }, 'Show earlier events');
    this.panels.history.show([told.length, this.seen, this.from], () => [views.history(told), ...(this.from > 0 ? [more] : [])]);
  }
}

// --- asking and refreshing ----------------------------------------------------------------------------------------

function tell(text) {
  const notice = by_id('notice');
  notice.hidden = !text;
  if (notice.textContent !== text) notice.textContent = text;
}

function pulse(state, text) {
  by_id('pulse').hidden = !state;
  by_id('pulse').dataset.state = state;
  if (by_id('pulse-text').textContent !== text) by_id('pulse-text').textContent = text;
}

function refused(error) {
  if (!(error instanceof Refused)) throw error;
  if (error.status === 401) return sign_out(error.message);
  pulse('late', 'Not up to date');
  if (error.status === 404 && view instanceof Case) return show_missing(error.message);
  const again = error.status === 0 || error.status >= 429;
  tell(again ? `${error.message} Trying again by itself.` : error.message);
  return undefined;
}

/** Runs `work`, which asks and returns what shows; whatever came too late is dropped. */
async function guarded(work) {
  const mine = turn;
  try {
    const show = await work();
    if (mine === turn) show();
    return mine === turn;
  } catch (error) {
    if (mine === turn) refused(error);
    return error;
  }
}

async function refresh() {
  clearTimeout(timer);
  const mine = turn, shown = view;
  const outcome = await guarded(async () => {
    const me = await ask(token, 'me');
    const show = await shown.refresh(me);
    return () => {
      show();
      show_person(me);
      tell('');
      pulse('live', 'Live');
      main.removeAttribute('aria-busy');
    };
  });
  if (mine !== turn || !token) return;
  failures = outcome === true ? 0 : failures + 1;
  const wait = Math.min(slowest_ms, refresh_ms * 2 ** Math.min(failures, 4));
  clearTimeout(timer);  // another refresh may have set one meanwhile
  timer = setTimeout(refresh_if_seen, Math.max(wait, (outcome?.wait_s ?? 0) * 1000));
}

/** For a change by the person: not in five seconds but now. */
function refresh_soon() {
  turn += 1;
  failures = 0;
  refresh();
}

function refresh_if_seen() {
  if (document.visibilityState === 'visible' && token) refresh();
}

function show_person(me) {
  by_id('who').hidden = false;
  by_id('who-name').textContent = me.name || me.id;
}

// --- addresses and sign-in ----------------------------------------------------------------------------------------

function show_missing(text) {
  clearTimeout(timer);
  turn += 1;
  pulse('', '');
  main.removeAttribute('aria-busy');
  main.replaceChildren(make('div', { class: 'empty alone' }, make('h1', { tabindex: '-1', id: 'missing' }, 'Not here'), make('p', {}, text),
    make('p', {}, make('a', { class: 'button', href: '#/' }, 'Show all cases'))));
  by_id('missing').focus();
}

function open_address() {
  if (!token) return show_sign_in('');
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const wanted = new URLSearchParams(query ?? '');
  const known_state = case_states.some(([state]) => state === wanted.get('state'));
  const filter = { state: known_state ? wanted.get('state') : '', workflow: wanted.get('workflow') ?? '', key: wanted.get('key') ?? '' };
  const of_case = /^case\/(\d{1,19})$/.exec(path);
  tell('');
  if (!of_case && path !== '') {
    turn += 1;
    return show_missing('There is nothing at this address.');
  }
  if (!of_case && view instanceof Overview && main.contains(view.title)) {
    view.set_filter(filter);
    return refresh_soon();
  }
  const came_back = view instanceof Case;
  view = of_case ? new Case(of_case[1]) : new Overview(filter);
  main.setAttribute('aria-busy', 'true');
  view.build();
  document.title = 'Workflow status';
  scrollTo(0, 0);
  if (came_back && !of_case) view.title.focus();
  return refresh_soon();
}

function sign_out(reason) {
  sessionStorage.removeItem(token_name);
  token = null;
  show_sign_in(reason);
}

function sign_in(text) {
  if (!/^[\x21-\x7e]{1,200}$/.test(text)) {
    show_sign_in('This is not a token. A token begins with wf_ and has no blanks.');
    return;
  }
  token = text;
  sessionStorage.setItem(token_name, token);
  view = null;
  open_address();
  view?.title?.focus();
}

function show_sign_in(reason) {
  turn += 1;
  clearTimeout(timer);
  view = null;
  tell('');
  pulse('', '');
  by_id('who').hidden = true;
  by_id('foot').textContent = '';
  document.title = 'Workflow status';
  const input = make('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', required: true,
    'aria-describedby': reason ? 'why token-help' : 'token-help', 'aria-invalid': reason ? 'true' : null });
  const form = make('form', { class: 'sign-in', onsubmit: (event) => (event.preventDefault(), sign_in(input.value.trim())) },
    make('h1', {}, 'Sign in'),
    make('p', { class: 'sub' }, 'See what every workflow is doing: cases, tasks, and what is stuck.'),
    make('label', { for: 'token' }, 'Token'), input,
    reason ? make('p', { class: 'wrong', id: 'why', role: 'alert' }, reason) : null,
    make('button', { type: 'submit', class: 'primary' }, 'Show the status'),
    make('div', { class: 'sub', id: 'token-help' },
      make('p', {}, 'The token stays in this tab and is forgotten when you close it. An administrator makes one for you:'),
      make('pre', { class: 'command' }, make('code', {}, 'wfctl token create --for YOU --name browser')),
      make('p', {}, 'The first administrator got theirs from ', make('code', {}, 'wfd init'), '.')));
  main.removeAttribute('aria-busy');
  main.replaceChildren(form);
  input.focus();
}

by_id('sign-out').addEventListener('click', () => sign_out(''));
by_id('skip').addEventListener('click', (event) => (event.preventDefault(), main.focus()));
addEventListener('hashchange', open_address);
document.addEventListener('visibilitychange', refresh_if_seen);
setInterval(() => refresh_times(main), tick_ms);
open_address();
