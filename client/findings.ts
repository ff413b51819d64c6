// The findings that the editor has been told of.

import { type Diagnostic, DiagnosticSeverity, languages, type Uri } from 'vscode';
import type { PageFinding } from './page/messages.ts';
import { placeAt } from './places.ts';

/** `family/name`. */
export function codeOf({ code }: Diagnostic): string {
  return String(typeof code === 'object' ? code.value : (code ?? ''));
}

export function ourFindings(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter(({ source }) => source === 'polity');
}

export function pageFindings(uri: Uri): PageFinding[] {
  return ourFindings(uri).map(finding => ({
    code: codeOf(finding),
    severity: severityName(finding.severity),
    message: finding.message,
    line: finding.range.start.line,
    at: placeAt(uri, finding.range),
  }));
}

function severityName(severity: DiagnosticSeverity): PageFinding['severity'] {
  switch (severity) {
    case DiagnosticSeverity.Error:
      return 'error';
    case DiagnosticSeverity.Warning:
      return 'warning';
    case DiagnosticSeverity.Information:
      return 'info';
    case DiagnosticSeverity.Hint:
      return 'hint';
  }
}
