// Specs are bundled as text.
declare module '*.constitution' {
  const text: string;
  export default text;
}
