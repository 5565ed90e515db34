import './no-eval.ts';
import '@mantine/core/styles.css';
import './look/app.css';
import './look/pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with id "root"; restore it and build again.');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
