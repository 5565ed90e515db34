/** Drawn on a 16 by 16 grid, in the colour of the text around. */
const PATHS = {
  check: <path d="M3 8.5 6.5 12 13 4.5" />,
  cross: <path d="m4 4 8 8m0-8-8 8" />,
  untold: (
    <>
      <circle cx="8" cy="8" r="6" strokeDasharray="2.6 2.1" />
      <path d="M8 5v3.5M8 11v.01" />
    </>
  ),
  risk: (
    <>
      <path d="M8 2.2 14.6 13.5H1.4Z" />
      <path d="M8 6.5v3.2M8 11.6v.01" />
    </>
  ),
  steps: <path d="M2.5 13.5h3.7v-4h3.6v-4h3.7V2.5" />,
  person: (
    <>
      <circle cx="8" cy="5.2" r="2.7" />
      <path d="M2.8 14c.5-3 2.5-4.6 5.2-4.6s4.700 1.600 5.200 4.600" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.500" r="2.400" />
      <path d="M1.500 13.500c.4-2.700 2-4.100 4.500-4.100s4.100 1.400 4.500 4.100M10.500 3.300a2.400 2.400 0 0 1 0 4.400M12 9.700c1.500.5 2.300 1.800 2.600 3.800" />
    </>
  ),
  work: <path d="M2.500 5.500h11v8h-11ZM6 5.500V3h4v2.500M2.500 9h11" />,
  search: (
    <>
      <circle cx="7" cy="7" r="4.500" />
      <path d="m10.500 10.500 3.500 3.500" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="3" />
      <path d="M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1.100 1.100M11.900 11.900 13 13M13 3l-1.100 1.100M4.100 11.900 3 13" />
    </>
  ),
  moon: <path d="M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7Z" />,
  next: <path d="m6 3.500 4.500 4.500L6 12.500" />,
  previous: <path d="m10 3.500-4.500 4.500L10 12.500" />,
  history: (
    <>
      <path d="M3 3v3.200h3.200M3.200 6.200A5.500 5.500 0 1 1 2.500 9" />
      <path d="M8 5v3.200l2.200 1.500" />
    </>
  ),
};

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="icon"
    >
      {PATHS[name]}
    </svg>
  );
}
