// Text of others in the editor's terminal of test results. Knows no editor.

/** Control characters but tab and line end, and the marks that turn the direction of writing: they could rewrite what the reader sees. */
const unsafe = /[^\P{Cc}\t\n]|\p{Bidi_Control}/gu;

/** Lines as a terminal wants them, with what would act on it made visible. */
export const terminalText = (text: string): string => text.replace(/\r\n?/g, '\n').replace(unsafe, '\uFFFD').replace(/\n/g, '\r\n');
