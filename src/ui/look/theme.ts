import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const ink: MantineColorsTuple = [
  '#edf3fb',
  '#d8e4f4',
  '#b0c8e8',
  '#86abdc',
  '#6392d1',
  '#4c82cb',
  '#2f6bb5',
  '#1d4f8c',
  '#174173',
  '#0f3059',
];

/** Mantine's dark greys, as blue as the surfaces of app.css. */
const dark: MantineColorsTuple = [
  '#e6eaf0',
  '#c1c9d5',
  '#a7b1bf',
  '#8793a5',
  '#465264',
  '#323b49',
  '#252d39',
  '#1b212b',
  '#151a22',
  '#12161d',
];

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  colors: { ink, dark },
  focusRing: 'auto',
  respectReducedMotion: true,
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.0625rem' } } },
});

/** Mantine's own dimmed and placeholder greys miss WCAG AA (4.5:1); ours keep it on every surface of app.css. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#f5f6f8',
    '--mantine-color-text': '#1b2430',
    '--mantine-color-dimmed': '#4d5866',
    '--mantine-color-placeholder': '#5b6675',
    '--mantine-color-default-border': '#c3cad3',
  },
  dark: {
    '--mantine-color-body': '#12161d',
    '--mantine-color-text': '#e6eaf0',
    '--mantine-color-dimmed': '#a7b1bf',
    '--mantine-color-placeholder': '#98a3b3',
    '--mantine-color-default': '#1b212b',
    '--mantine-color-default-border': '#465264',
  },
});
