import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import './frame.css';
import { Icon } from './icon.tsx';

/** Header, ways to the pages unless it is `bare`, and the page itself. */
export function Frame({ bare = false, children }: { bare?: boolean; children: ReactNode }) {
  useEffect(() => {
    // wouter's event for a move to a new page; the way back keeps the place that the browser remembers
    const toTop = () => window.scrollTo(0, 0);
    window.addEventListener('pushState', toTop);
    return () => window.removeEventListener('pushState', toTop);
  }, []);
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <header className="frame-header">
        {bare ? <BareBrand /> : <Ways />}
        <SchemeSwitch />
      </header>
      <main id="content" tabIndex={-1} className="frame-main">
        {children}
      </main>
    </>
  );
}

function Ways() {
  return (
    <>
      <Link href="/" className="brand" aria-label="Stepladder, to the flags">
        <img src="/favicon.svg" alt="" width={24} height={24} />
        <span>Stepladder</span>
      </Link>
      <nav aria-label="Pages" className="frame-nav">
        <NavLink href="/" under="/flags">
          Flags
        </NavLink>
        <NavLink href="/watch">Worth a look</NavLink>
        <NavLink href="/coverage">Coverage</NavLink>
        <NavLink href="/figures">Figures explained</NavLink>
        <NavLink href="/notes">Data notes</NavLink>
        <NavLink href="/sources">Sources</NavLink>
      </nav>
    </>
  );
}

function BareBrand() {
  return (
    <span className="brand frame-nav">
      <img src="/favicon.svg" alt="" width={24} height={24} />
      <span>Stepladder</span>
    </span>
  );
}

function NavLink({ href, under = href, children }: { href: string; under?: string; children: ReactNode }) {
  const [location] = useLocation();
  const here = location === href || location.startsWith(`${under}/`);
  return (
    <Link href={href} className="nav-link" aria-current={here ? 'page' : undefined}>
      {children}
    </Link>
  );
}

function SchemeSwitch() {
  const { setColorScheme } = useMantineColorScheme();
  const other = useComputedColorScheme('light') === 'light' ? 'dark' : 'light';
  const label = `Switch to ${other} colours`;
  return (
    <ActionIcon variant="subtle" size="lg" aria-label={label} title={label} onClick={() => setColorScheme(other)}>
      <Icon name={other === 'dark' ? 'moon' : 'sun'} />
    </ActionIcon>
  );
}
