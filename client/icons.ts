// Titles of specs, names of branches and models come from anyone: in a list or a lens, VS Code would draw what they say as icons.

/** Looks the same, and `$(zap)` in it is no icon. */
export const iconless = (text: string): string => text.replaceAll('$(', '$\u2060(');
