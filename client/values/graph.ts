// The graph of values, laid out so that the wiser stand above.

import cytoscape, { type Core, type NodeSingular, type StylesheetJson } from 'cytoscape';
import type { ValuesResult } from '../../server/features/protocol.ts';
import { arrowLabel, titleOf } from './names.ts';

export interface Graph {
  readonly select: (name: string | undefined) => void;
  /** The nearest value in that direction, or the first one where none is selected; the same one where there is none further. */
  readonly neighbour: (from: string | undefined, direction: 'up' | 'down' | 'left' | 'right') => string | undefined;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly end: () => void;
}

export function drawGraph(box: HTMLElement, data: ValuesResult, picked: (name: string) => void): Graph {
  forestallStyleElement();
  const core = cytoscape({
    container: box,
    elements: elementsOf(data),
    style: stylesheet(),
    layout: { name: 'null' },
    minZoom: 0.2,
    maxZoom: 3,
    userZoomingEnabled: false,
    autoungrabify: true,
  });
  arrange(core);
  core.on('tap', 'node', event => picked(event.target.id()));
  return {
    select: name => {
      core.elements().removeClass('chosen');
      if (name === undefined) return;
      const node = core.getElementById(name);
      node.addClass('chosen').connectedEdges().addClass('chosen');
      if (node.nonempty()) show(core, node);
    },
    neighbour: (from, direction) => neighbour(core, from, direction),
    zoom: factor => core.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } }),
    fit: () => core.fit(undefined, 24),
    end: () => core.destroy(),
  };
}

const width = 160;
const height = 46;
/** Below this, labels are too small to read: then the map is larger than its frame, and is moved. */
const readable = 0.85;

/** The values that an arrow joins in layers, the wiser above; those that stand alone below, as many in a row as there is room for. */
function arrange(core: Core): void {
  const joined = core.nodes().filter(node => node.degree(false) > 0);
  const alone = core.nodes().difference(joined);
  const columns = Math.max(2, Math.floor(core.width() / (width * readable * 1.2)));
  const groups = joined.union(joined.connectedEdges());
  groups.layout({ name: 'breadthfirst', directed: true, roots: rootsOf(groups), spacingFactor: 1.5, avoidOverlap: true, fit: false }).run();
  const { x1, x2, y2 } = joined.nonempty() ? groups.boundingBox() : { x1: 0, x2: 0, y2: 0 };
  const rows = Math.ceil(alone.length / columns);
  const w = Math.min(columns, alone.length) * (width + 24);
  const boundingBox = { x1: (x1 + x2 - w) / 2, y1: y2 + height / 2, w, h: rows * (height + 24) };
  alone.layout({ name: 'grid', cols: columns, rows, boundingBox, avoidOverlap: true, fit: false }).run();
  core.fit(undefined, 24);
  if (core.zoom() >= readable) return;
  core.zoom(readable);
  const all = core.elements().boundingBox();
  core.pan({ x: 24 - all.x1 * readable, y: 24 - all.y1 * readable });
}

/** Moves the map where the node is out of its frame. */
function show(core: Core, node: NodeSingular | cytoscape.CollectionReturnValue): void {
  const { x1, x2, y1, y2 } = node.renderedBoundingBox();
  if (x1 < 0 || y1 < 0 || x2 > core.width() || y2 > core.height()) core.center(node);
}

/** Cytoscape would add a style element of its own, which the content security policy refuses; it leaves that out where one with this id is. */
function forestallStyleElement(): void {
  const id = '__________cytoscape_stylesheet';
  if (document.getElementById(id)) return;
  const mark = document.createElement('meta');
  mark.id = id;
  document.head.append(mark);
}

function elementsOf(data: ValuesResult): cytoscape.ElementDefinition[] {
  const known = new Set(data.values.map(({ name }) => name));
  const nodes = data.values.map(({ name }) => ({ data: { id: name, label: titleOf(data, name) } }));
  // What leads the same way between the same two is one arrow, with all that is said of it.
  const between = Map.groupBy(
    data.edges.filter(({ wiser, than }) => known.has(wiser) && known.has(than)),
    ({ wiser, than }) => `${wiser} > ${than}`,
  );
  const edges = [...between].map(([id, all]) => ({
    data: { id, source: all[0]!.wiser, target: all[0]!.than, label: arrowLabel(all) },
    classes: all.every(({ by }) => by === 'tension') ? 'tension' : '',
  }));
  return [...nodes, ...edges];
}

/** In every group the values that no other is wiser than; where all of them stand in rings, the first. */
function rootsOf(groups: cytoscape.CollectionReturnValue): string[] {
  return groups.components().flatMap(group => {
    const roots = group.nodes().filter(node => node.indegree(false) === 0);
    return (roots.nonempty() ? roots : group.nodes().slice(0, 1)).map(node => node.id());
  });
}

function neighbour(core: Core, from: string | undefined, direction: 'up' | 'down' | 'left' | 'right'): string | undefined {
  const start = from === undefined ? undefined : core.getElementById(from);
  if (!start || start.empty()) return core.nodes().first().id();
  const here = (start as NodeSingular).position();
  const [dx, dy] = { up: [0, -1], down: [0, 1], left: [-1, 0], right: [1, 0] }[direction] as [number, number];
  let best: { id: string; cost: number } | undefined;
  core.nodes().forEach(node => {
    const x = node.position('x') - here.x;
    const y = node.position('y') - here.y;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    const cost = ahead + 2 * aside;
    if (ahead > 1 && (!best || cost < best.cost)) best = { id: node.id(), cost };
  });
  return best?.id ?? from;
}

/** The editor's colours: a canvas knows no variables of style sheets. */
function stylesheet(): StylesheetJson {
  const computed = getComputedStyle(document.body);
  const colour = (name: string, otherwise: string) => computed.getPropertyValue(name).trim() || otherwise;
  const text = colour('--vscode-foreground', '#888');
  const ground = colour('--vscode-editor-background', '#fff');
  const line = colour('--vscode-contrastBorder', colour('--vscode-descriptionForeground', text));
  const chosen = colour('--vscode-focusBorder', text);
  const font = computed.fontFamily;
  const words = { 'font-family': font, 'text-wrap': 'wrap' as const, color: text };
  return [
    {
      selector: 'node',
      style: {
        ...words,
        shape: 'round-rectangle',
        label: 'data(label)',
        'text-valign': 'center',
        'text-halign': 'center',
        'font-size': 14,
        'text-max-width': '140px',
        width,
        height,
        'background-color': ground,
        'border-width': 1.5,
        'border-color': line,
      },
    },
    {
      selector: 'edge',
      style: {
        ...words,
        label: 'data(label)',
        'font-size': 13,
        'text-max-width': '150px',
        'text-background-color': ground,
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        width: 1.5,
        'line-color': line,
        'target-arrow-color': line,
        'target-arrow-shape': 'triangle',
        'curve-style': 'bezier',
        'control-point-step-size': 250,
      },
    },
    { selector: 'edge.tension', style: { 'line-style': 'dashed' } },
    { selector: 'node.chosen', style: { 'border-width': 3, 'border-color': chosen } },
    { selector: 'edge.chosen', style: { width: 3, 'line-color': chosen, 'target-arrow-color': chosen } },
  ];
}
