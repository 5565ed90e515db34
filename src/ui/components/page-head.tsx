import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Icon } from './icon.tsx';
import { PageLink } from './page-link.tsx';

interface Props {
  title: string;
  /** For the browser's tab, where the heading alone says too little. */
  tab?: string;
  trail?: readonly { label: string; href: string }[];
  /** Ways to the pages beside this one. */
  steps?: ReactNode;
  children?: ReactNode;
}

/** Of the page shown before; a page that was loaded begins where the browser begins. */
let lastPath = window.location.pathname;

/** A page's heading. After a move within the app it takes the focus, so that keys and screen readers go on from there. */
export function PageHead({ title, tab = title, trail = [], steps, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useDocumentTitle(`${tab} · Stepladder`);
  useEffect(() => {
    const moved = window.location.pathname !== lastPath;
    lastPath = window.location.pathname;
    if (moved && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="page-head">
      {trail.length > 0 && (
        <div className="page-ways">
          <nav aria-label="Where this page is" className="trail">
            {trail.map(({ label, href }) => (
              <span key={href}>
                <PageLink href={href}>{label}</PageLink>
                <Icon name="next" size={12} />
              </span>
            ))}
          </nav>
          {steps}
        </div>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
