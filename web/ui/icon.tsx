import type { ReactNode } from 'react';

const PATHS: Record<IconName, ReactNode> = {
  basket: (
    <path d="M3 9h18l-1.6 10.2a2 2 0 0 1-2 1.8H6.6a2 2 0 0 1-2-1.8L3 9Zm4.5 0L11 3m5.500 6L13 3M9 13v4m6-4v4" />
  ),
  search: <path d="m20.500 20.500-4.800-4.800M18 10.500a7.500 7.500 0 1 1-15 0 7.500 7.500 0 0 1 15 0Z" />,
  person: (
    <path d="M4.500 20.500c.8-3.900 3.800-6 7.500-6s6.700 2.100 7.500 6M16 7.500a4 4 0 1 1-8 0 4 4 0 0 1 8 0Z" />
  ),
  parcel: (
    <path d="m3.500 7.500 8.500-4 8.500 4v9l-8.500 4-8.500-4v-9Zm0 0 8.500 4m0 0 8.500-4m-8.500 4v9M8 5.400l8.500 4" />
  ),
  check: <path d="m4.500 12.500 5 5 10-11" />,
  cross: <path d="m6 6 12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  left: <path d="m14.500 5-7 7 7 7" />,
  right: <path d="m9.500 5 7 7-7 7" />,
  up: <path d="m5 16.500 7-7 7 7" />,
  down: <path d="m5 9.500 7 7 7-7" />,
  truck: (
    <path d="M2.500 6h11v10.500h-11V6Zm11 3.500h4l3.500 3.500v3.500h-7.500M8.500 18a2 2 0 1 1-4 0 2 2 0 0 1 4 0Zm11 0a2 2 0 1 1-4 0 2 2 0 0 1 4 0Z" />
  ),
  shop: (
    <path d="M4 10v10.500h16V10M2.500 9.500l2-6h15l2 6a3.200 3.200 0 0 1-6.300 0 3.200 3.200 0 0 1-6.400 0 3.200 3.200 0 0 1-6.300 0Zm7 11v-6h5v6" />
  ),
  message: (
    <path d="M4 4.500h16a1 1 0 0 1 1 1V16a1 1 0 0 1-1 1h-8.500L6.500 21v-4H4a1 1 0 0 1-1-1V5.500a1 1 0 0 1 1-1Zm3.500 5h9m-9 3.500h6" />
  ),
  bell: <path d="M5.500 17h13l-1.500-2.500V10a5 5 0 0 0-10 0v4.500L5.500 17Zm4.500 0v.5a2 2 0 0 0 4 0V17" />,
  clock: <path d="M12 6.500V12l3.500 2.500M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z" />,
  warning: (
    <path d="M12 9.500v4.500m0 3v.1M10.300 4 2.500 18a2 2 0 0 0 1.700 3h15.600a2 2 0 0 0 1.700-3L13.700 4a2 2 0 0 0-3.400 0Z" />
  ),
  info: <path d="M12 11v6m0-9.500v-.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z" />,
  card: (
    <path d="M2.500 6.500a1.500 1.500 0 0 1 1.500-1.500h16a1.500 1.500 0 0 1 1.500 1.500v11a1.500 1.500 0 0 1-1.500 1.500H4a1.500 1.500 0 0 1-1.500-1.500v-11Zm0 3.500h19M6 15h4" />
  ),
  home: <path d="m3 11 9-7.500 9 7.500m-15.500-2v11.500h13V9" />,
  lock: <path d="M5 10.500h14v10H5v-10Zm3 0V7a4 4 0 0 1 8 0v3.500" />,
  help: (
    <path d="M9 9.200a3 3 0 1 1 4.500 2.600c-1 .6-1.500 1.200-1.500 2.400m0 3v.1M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z" />
  ),
  back: <path d="M4 9h10.500a5.500 5.500 0 0 1 0 11H9M4 9l4.500-4.500M4 9l4.500 4.500" />,
  filter: <path d="M3 6.500h18M6.500 12h11m-7.500 5.500h4" />,
  menu: <path d="M4 6.500h16M4 12h16M4 17.500h16" />,
  out: <path d="M14 4h6v6m0-6-9 9M10 5H5a1 1 0 0 0-1 1v13a1 1 0 0 0 1 1h13a1 1 0 0 0 1-1v-5" />,
  offline: (
    <path d="M3 3l18 18M8.500 16a5 5 0 0 1 5.500-1M5 12.500a10 10 0 0 1 4-2.400M1.800 9a15 15 0 0 1 3.700-2.500m4.700-1.400A15 15 0 0 1 22.200 9m-7 1.700a10 10 0 0 1 3.800 1.800M12 20v.1" />
  ),
};

export type IconName =
  | 'basket'
  | 'search'
  | 'person'
  | 'parcel'
  | 'check'
  | 'cross'
  | 'plus'
  | 'minus'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'truck'
  | 'shop'
  | 'message'
  | 'bell'
  | 'clock'
  | 'warning'
  | 'info'
  | 'card'
  | 'home'
  | 'lock'
  | 'help'
  | 'back'
  | 'filter'
  | 'menu'
  | 'out'
  | 'offline';

/** A line drawing that takes the colour of its text. Decoration: what it means is always said in words too. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {PATHS[name]}
    </svg>
  );
}
