import { useDocumentTitle } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { Icon } from './icon.tsx';

interface Props {
  title: string;
  /** For the browser's tab, where the heading alone says too little. */
  tab?: string;
  trail?: readonly { label: string; href: string }[];
  children?: ReactNode;
}

/** Of the page shown before; a page that was loaded begins where the browser begins. */
let lastPath = window.location.pathname;

/** A page's heading. After a move within the app it takes the focus, so that keys and screen readers go on from there. */
export function PageHead({ title, tab = title, trail = [], children }: Props) {
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
        <nav aria-label="Where this page is" className="trail">
          {trail.map(({ label, href }) => (
            <span key={href}>
              <Link href={href}>{label}</Link>
              <Icon name="next" size={12} />
            </span>
          ))}
        </nav>
      )}
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {children}
    </div>
  );
}
