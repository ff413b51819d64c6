// Measure Agreement and Probe Conflict: the cost first, then progress that can be called off, then what came of it in words.

import { commands, Disposable, ProgressLocation, window } from 'vscode';
import { type MeasureOutcome, type MeasurePlan, type MeasureStudy, measureRequests } from '../../server/features/measure-protocol.ts';
import { chooseModel, chosenModel, keysFor } from '../models.ts';
import type { Session, Surface } from '../session.ts';
import { refuse } from '../trust.ts';
import { type Cases, casesOf } from './cases.ts';
import { agreedTo, howMany } from './cost.ts';
import { picked, type Subject, titles } from './picking.ts';

export const measure: Surface = session => {
  const cases = casesOf(session);
  const command = (what: Subject['what']) =>
    commands.registerCommand(`polity.${what === 'agreement' ? 'measureAgreement' : 'probeConflict'}`, async (...args: unknown[]) => {
      try {
        const subject = await picked(session, what, args);
        return subject && (await carriedOut(session, subject, cases));
      } catch (error) {
        void window.showErrorMessage(error instanceof Error ? error.message : String(error));
        session.log.warn(`${titles[what]} came to nothing.`, String(error));
      }
    });
  return Disposable.from(cases, command('agreement'), command('conflict'));
};

/** What came of it, for whoever ran the command. */
async function carriedOut(session: Session, wanted: Subject, cases: Cases): Promise<MeasureOutcome | undefined> {
  const agreed = await agreement(session, wanted);
  if (!agreed) return undefined;
  const { subject, plan } = agreed;
  const result = await run(session, subject, plan);
  if (result.kind === 'measured') tell(subject, result, cases);
  else refuse(result.message);
  return result.kind === 'measured' ? result : undefined;
}

function study(session: Session, { picked: _, ...asked }: Subject): MeasureStudy {
  const model = chosenModel(session);
  return { ...asked, ...(model === undefined ? {} : { model }) };
}

const heading = ({ what, picked: both }: Subject): string =>
  `Polity: ${titles[what]} ${what === 'agreement' ? 'on' : 'of'} ${both.map(({ title }) => `“${title}”`).join(' and ')}`;

/** Shown until the user goes ahead or goes away; another model may be chosen on the way, and how many cases there shall be. */
async function agreement(session: Session, wanted: Subject): Promise<{ subject: Subject; plan: MeasurePlan } | undefined> {
  for (let subject = wanted; ; ) {
    const plan = await session.server.ask(measureRequests.plan, study(session, subject));
    const choice = plan.kind === 'plan' ? await agreedTo(plan, heading(subject)) : await helped(plan);
    if (choice === undefined) return undefined;
    if (choice === 'go' && plan.kind === 'plan') return { subject, plan };
    if (choice === 'cases') {
      const cases = await howMany(heading(subject));
      if (cases === undefined) return undefined;
      subject = { ...subject, cases };
    } else if ((await chooseModel(session, 'Which model answers?')) === undefined) return undefined;
  }
}

/** Nothing can be asked; where choosing a model helps, that is offered. */
async function helped({ message, next }: { readonly message: string; readonly next?: 'model' | undefined }): Promise<'model' | undefined> {
  if (next === undefined) {
    refuse(message);
    return undefined;
  }
  return (await window.showInformationMessage(message, 'Choose a Model…')) && next;
}

async function run(session: Session, subject: Subject, { models, calls }: MeasurePlan) {
  const id = crypto.randomUUID();
  const keys = await keysFor(session, models);
  return window.withProgress(
    { location: ProgressLocation.Notification, title: heading(subject), cancellable: true },
    async (progress, token) => {
      progress.report({ message: `0 of ${calls} calls` });
      let before = 0;
      const hearing = session.server.onMeasured(({ run: told, done, of }) => {
        if (told !== id) return;
        progress.report({ message: `${done} of ${of} calls`, increment: (100 * (done - before)) / of });
        before = done;
      });
      try {
        return await session.server.ask(measureRequests.run, { ...study(session, subject), run: id, keys }, token);
      } catch (error) {
        if (!token.isCancellationRequested) throw error;
        return { kind: 'cancelled' as const, message: 'Called off: no finding was made.' };
      } finally {
        hearing.dispose();
      }
    },
  );
}

function tell(subject: Subject, result: MeasureOutcome, cases: Cases): void {
  const { told, found } = result;
  const say = found ? window.showWarningMessage : window.showInformationMessage;
  const buttons = found ? ['Show Cases', 'Show Problems'] : ['Show Cases'];
  void say(told, ...buttons).then(choice => {
    if (choice === 'Show Problems') return commands.executeCommand('workbench.actions.view.problems');
    return choice && cases.show(subject, result);
  });
}
