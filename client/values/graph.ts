// The graph of values, laid out so that the wiser stand above.

import cytoscape, { type Core, type NodeSingular, type StylesheetJson } from 'cytoscape';
import type { ValuesResult } from '../../server/features/protocol.ts';
import { titleOf } from './names.ts';

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
    layout: { name: 'breadthfirst', directed: true, roots: rootsOf(data), spacingFactor: 1.35, padding: 24, avoidOverlap: true },
    minZoom: 0.2,
    maxZoom: 3,
    userZoomingEnabled: false,
    autoungrabify: true,
  });
  core.on('tap', 'node', event => picked(event.target.id()));
  return {
    select: name => {
      core.elements().removeClass('chosen');
      if (name !== undefined) core.getElementById(name).addClass('chosen').connectedEdges().addClass('chosen');
    },
    neighbour: (from, direction) => neighbour(core, from, direction),
    zoom: factor => core.zoom({ level: core.zoom() * factor, renderedPosition: { x: core.width() / 2, y: core.height() / 2 } }),
    fit: () => core.fit(undefined, 24),
    end: () => core.destroy(),
  };
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
  const edges = data.edges
    .filter(({ wiser, than }) => known.has(wiser) && known.has(than))
    .map(({ wiser, than, when, by }, index) => ({
      data: { id: `edge ${index}`, source: wiser, target: than, label: when ? `when ${when}` : '' },
      classes: by,
    }));
  return [...nodes, ...edges];
}

/** The values that no other is wiser than; where all stand in rings, the first. */
function rootsOf(data: ValuesResult): string[] {
  const lesser = new Set(data.edges.map(({ than }) => than));
  const roots = data.values.map(({ name }) => name).filter(name => !lesser.has(name));
  return roots.length > 0 ? roots : data.values.slice(0, 1).map(({ name }) => name);
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
        width: 160,
        height: 46,
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
        'font-size': 11,
        'text-max-width': '150px',
        'text-background-color': ground,
        'text-background-opacity': 1,
        'text-background-padding': '3px',
        width: 1.5,
        'line-color': line,
        'target-arrow-color': line,
        'target-arrow-shape': 'triangle',
        'curve-style': 'bezier',
      },
    },
    { selector: 'edge.tension', style: { 'line-style': 'dashed' } },
    { selector: 'node.chosen', style: { 'border-width': 3, 'border-color': chosen } },
    { selector: 'edge.chosen', style: { width: 3, 'line-color': chosen, 'target-arrow-color': chosen } },
  ];
}
