// The views of the status page: figures, lists, one case. Each turns answers of the API into elements and keeps nothing.
// Not for asking (status.js).
import { badge, count, figure, is_past, make, mark, moment, time, value_text } from './status_parts.js';

const code = (text) => make('code', {}, text);
const gap = () => make('span', { class: 'gap', 'aria-hidden': 'true' }, '·');
const separated = (...parts) => parts.flat().filter((part) => part !== null && part !== '').flatMap((part, i) => (i ? [gap(), part] : [part]));
const line = (attributes, ...parts) => make('p', attributes, separated(...parts));
export const case_address = (key) => `#/case/${encodeURIComponent(key)}`;
export const workflow_address = (id) => `#/?${new URLSearchParams({ workflow: id })}`;

/** What to do next, where there is nothing to show. */
export function empty(text, ...commands) {
  return make('div', { class: 'empty' }, [text].flat().map((part) => make('p', {}, part)), commands.map((command) => make('pre', { class: 'command' }, code(command))));
}

/** Words of a case's state; a case with incidents is active, but nothing moves on there. */
function state_badge(row) {
  if (row.state === 'active' && row.openIncidents > 0) return badge('stuck', 'stuck');
  return badge(row.state);
}

function case_title(row) {
  return row.businessKey || `Case ${row.key}`;
}
function case_label(row) {
  return row.businessKey ? `${row.businessKey} (${row.instance})` : `case ${row.instance}`;
}

function waits_for(task) {
  if (task.assignee) return `for ${task.assignee}`;
  const names = [...task.people, ...task.groups.map((group) => `the group ${group}`)];
  if (!names.length) return 'for anybody';
  return names.length === 1 ? `for ${names[0]}` : `for one of ${names.join(', ')}`;
}

function due_part(due) {
  if (!due) return null;
  return make('span', { class: is_past(due) ? 'late' : null }, is_past(due) ? 'overdue, was due ' : 'due ', time(due));
}

export function figures(server, sees_incidents) {
  const { activeInstances, openTasks, openIncidents, openJobs, openTimers, endedInstances } = server.figures;
  const card = (name, number, kind) => make('div', { class: 'figure', 'data-kind': kind }, make('dt', {}, name), make('dd', {}, figure(number)));
  return make('dl', { class: 'figures' },
    card('Active cases', activeInstances, 'active'),
    card('Open tasks', openTasks, 'tasks'),
    sees_incidents ? card('Open incidents', openIncidents, openIncidents ? 'alarm' : 'calm') : null,
    card('Waiting jobs', openJobs, 'plain'),
    card('Running timers', openTimers, 'plain'),
    card('Ended cases', endedInstances, 'plain'));
}

function case_row(row) {
  const cell = (label, ...children) => make('td', { role: 'cell', 'data-label': label }, children);
  const name = make('a', { class: 'stretched', href: case_address(row.key), 'data-focus': `case-${row.key}` }, case_title(row));
  return make('tr', { role: 'row', 'data-case': row.key },
    cell('Case', make('div', { class: 'cell-title' }, name), line({ class: 'sub' }, row.businessKey ? row.key : null, `${row.workflow} version ${row.version}`)),
    cell('State', state_badge(row), row.openIncidents ? make('p', { class: 'sub alarm' }, count(row.openIncidents, 'incident', 'incidents')) : null),
    cell('Started', make('div', {}, time(row.startedAt)), make('p', { class: 'sub' }, `by ${row.startedBy}`)),
    cell(row.endedAt ? 'Ended' : 'Changed', make('div', {}, time(row.endedAt ?? row.updatedAt)), row.endedAt ? make('p', { class: 'sub' }, 'ended') : null));
}

const form_hint = 'Where the start has a form, the command names the fields it asks for; give them with --set NAME=VALUE.';

export function cases(rows, filtered, example) {
  if (!rows.length && filtered) return empty('No case fits these filters.');
  if (!rows.length && !example) {
    return empty(['Nothing runs here yet. Three commands make a workflow from a template, deploy it and start its first case.', form_hint],
      'wfctl new my-workflow', 'wfctl deploy my-workflow', 'wfctl start my-workflow');
  }
  if (!rows.length) return empty(['There is no case yet. Start one.', form_hint], `wfctl start ${example}`);
  const head = ['Case', 'State', 'Started', 'Last change'].map((name) => make('th', { role: 'columnheader', scope: 'col' }, name));
  return make('table', { role: 'table', class: 'rows', 'aria-labelledby': 'cases-title' },
    make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, head)), make('tbody', { role: 'rowgroup' }, rows.map(case_row)));
}

export function tasks(rows, filtered) {
  if (!rows.length) return empty(filtered ? 'No open task in this workflow.' : 'Nobody has to do anything. Tasks appear here as soon as a case waits for a person.');
  return make('ul', { class: 'items' }, rows.map((row) => make('li', { class: 'item', 'data-task': row.key },
    make('a', { class: 'stretched item-title', href: case_address(row.instance), 'data-focus': `task-${row.key}` }, row.name),
    line({ class: 'sub' }, row.workflow, case_label(row)),
    line({ class: 'sub' }, waits_for(row), due_part(row.due), row.due ? null : make('span', {}, 'opened ', time(row.createdAt))))));
}

function incident_item(row, with_case, name = row.element) {
  return make('li', { class: 'item incident', 'data-incident': row.key },
    make('p', { class: 'item-title' }, mark('failed'),
      with_case ? make('a', { href: case_address(row.instance), 'data-focus': `incident-${row.key}` }, name) : make('span', {}, name), make('span', { class: 'chip' }, row.code)),
    line({ class: 'sub' }, with_case ? row.workflow : null, with_case ? case_label(row) : null, time(row.at)),
    make('p', { class: 'message' }, row.message),
    make('p', { class: 'advice' }, row.advice),
    make('pre', { class: 'command' }, code(`wfctl retry ${row.instance}`)));
}

export function incidents(rows, filtered) {
  if (!rows.length) return make('p', { class: 'calm' }, mark('completed'), filtered ? 'Nothing is stuck in this workflow.' : 'Nothing is stuck.');
  return make('ul', { class: 'items' }, rows.map((row) => incident_item(row, true)));
}

function version_item(row) {
  return make('li', {}, line({ class: 'sub' }, `Version ${row.version}`, row.label, make('span', {}, time(row.deployedAt), ` by ${row.deployedBy}`), row.message));
}

/** `versions` holds what was asked for already, by workflow; `unfold(id)` asks. */
export function workflows(rows, versions, unfold) {
  if (!rows.length) return empty('No workflow is deployed yet.');
  return make('ul', { class: 'items' }, rows.map((row) => {
    const unfolded = versions.get(row.workflow);
    const conduct = { 'aria-expanded': String(Boolean(unfolded)), 'data-focus': `versions-${row.workflow}`, onclick: () => unfold(row.workflow) };
    const older = make('button', { type: 'button', class: 'link', ...conduct }, unfolded ? 'Hide versions' : 'All versions');
    return make('li', { class: 'item', 'data-workflow': row.workflow },
      make('a', { class: 'item-title', href: workflow_address(row.workflow), 'data-focus': `workflow-${row.workflow}` }, row.name || row.workflow),
      line({ class: 'sub' }, row.name && row.name !== row.workflow ? row.workflow : null, `version ${row.version}`, row.label,
        make('span', {}, time(row.deployedAt), ` by ${row.deployedBy}`)),
      row.version > 1 ? older : null,
      unfolded ? make('ol', { class: 'versions' }, unfolded.map(version_item)) : null);
  }));
}

function step_details(step) {
  const parts = [];
  if (step.task) parts.push(waits_for(step.task), due_part(step.task.due));
  if (step.job) parts.push(`calls ${step.job.type}`, step.job.attempt > 1 ? `attempt ${step.job.attempt}` : null);
  if (step.job?.lastError && !step.incident) parts.push(step.job.lastError);
  for (const due of step.timers ?? []) parts.push(make('span', {}, is_past(due) ? 'timer due ' : 'timer ends ', time(due)));
  if (step.incident) parts.push(`${step.incident.code}: ${step.incident.message}`);
  return parts.filter((part) => part !== null);
}

/** The flat list of steps with depths as nested lists. */
export function step_tree(steps) {
  const root = make('ol', { class: 'steps' });
  const lists = [root];
  for (const step of steps) {
    while (lists.length > step.depth + 1) lists.pop();
    while (lists.length <= step.depth) {
      const inner = make('ol', { class: 'steps' });
      (lists.at(-1).lastElementChild ?? lists.at(-1)).append(inner);
      lists.push(inner);
    }
    const details = step_details(step);
    lists.at(-1).append(make('li', { 'data-step': step.element, 'data-state': step.state },
      make('div', { class: 'step' }, mark(step.state),
        make('div', { class: 'step-text' },
          make('p', { class: 'step-name' }, step.name || step.element),
          line({ class: 'sub' }, step.state, step.since ? time(step.since) : null),
          details.length ? line({ class: 'sub strong' }, details) : null))));
  }
  return root;
}

function fact(name, ...value) {
  return make('div', {}, make('dt', {}, name), make('dd', {}, value));
}

function case_facts(row) {
  return make('dl', { class: 'facts' },
    fact('Workflow', make('a', { href: workflow_address(row.workflow), 'data-focus': 'workflow' }, row.name || row.workflow), ` version ${row.version}`),
    fact('Case', row.key),
    fact('Started', time(row.startedAt), ` by ${row.startedBy}`),
    row.endedAt ? fact('Ended', time(row.endedAt), row.endedAtElement ? ` at ${row.endedAtElement}` : '') : fact('Last change', time(row.updatedAt)),
    row.failure ? fact('Failure', row.failure) : null);
}

export function case_head(row) {
  return [make('p', { class: 'back' }, make('a', { href: '#/', 'data-focus': 'back' }, '← All cases')),
    make('div', { class: 'case-title' }, make('h1', { id: 'case-title', tabindex: '-1' }, case_title(row)), state_badge(row)), case_facts(row)];
}

export function case_tasks(rows) {
  if (!rows.length) return make('p', { class: 'calm' }, 'Nobody has to do anything in this case.');
  return make('ul', { class: 'items' }, rows.map((row) => make('li', { class: 'item', 'data-task': row.key },
    make('p', { class: 'item-title' }, row.name),
    line({ class: 'sub' }, waits_for(row), due_part(row.due), make('span', {}, 'opened ', time(row.createdAt))),
    make('pre', { class: 'command' }, code(`wfctl task show ${row.key}`)))));
}

export function case_incidents(rows, steps) {
  const name = (row) => steps.find((step) => step.element === row.element)?.name || row.element;
  return make('ul', { class: 'items' }, rows.map((row) => incident_item(row, false, name(row))));
}

export function variables(values) {
  const names = Object.keys(values);
  if (!names.length) return make('p', { class: 'calm' }, 'This case has no data.');
  return make('dl', { class: 'variables' }, names.map((name) => fact(name, make('pre', {}, value_text(values[name])))));
}

/** Sentences about waiting name a moment as the machine writes it; people get theirs. */
function sentence(event) {
  if (!['TimerScheduled', 'JobFailed'].includes(event.event)) return event.text;
  return event.text.split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/).map((part, i) => (i % 2 ? moment(part) : part));
}

export function history(events) {
  const entry = (event) => make('li', { 'data-seq': event.seq }, make('span', { class: 'when' }, moment(event.at)), make('span', {}, sentence(event)));
  return make('ol', { class: 'history' }, events.map(entry));
}
