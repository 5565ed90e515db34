import { Link } from 'wouter';
import { PageHead } from '../components/page-head.tsx';

export function NotFoundPage() {
  return (
    <PageHead title="There is no such page">
      <p>
        The address may be cut short. All flags are on <Link href="/">the first page</Link>.
      </p>
    </PageHead>
  );
}
