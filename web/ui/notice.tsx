import type { ReactNode } from 'react';
import { classes } from './classes';
import { Icon, type IconName } from './icon';

export type NoticeTone = 'info' | 'good' | 'warn' | 'bad';

const TONES: Record<NoticeTone, { box: string; mark: string; icon: IconName }> = {
  info: { box: 'bg-sunk', mark: 'text-muted', icon: 'info' },
  good: { box: 'bg-oasis-soft', mark: 'text-oasis', icon: 'check' },
  warn: { box: 'bg-amber-soft', mark: 'text-amber', icon: 'warning' },
  bad: { box: 'bg-alarm-soft', mark: 'text-alarm', icon: 'warning' },
};

interface NoticeProps {
  tone?: NoticeTone;
  title?: ReactNode;
  children?: ReactNode;
  /** What can be done about it. */
  action?: ReactNode;
  className?: string;
  icon?: IconName;
}

/** A message in the page: what happened, what was not done, what to do. `bad` and `warn` are read out at once. */
export function Notice({ tone = 'info', title, children, action, className, icon }: NoticeProps) {
  const { box, mark, icon: own } = TONES[tone];
  return (
    <div
      role={tone === 'bad' || tone === 'warn' ? 'alert' : 'status'}
      className={classes('flex items-start gap-3 rounded-card p-4', box, className)}
    >
      <span className={classes('mt-px', mark)}>
        <Icon name={icon ?? own} />
      </span>
      <div className="min-w-0 grow">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className="space-y-1">{children}</div>}
        {action && <div className="mt-3 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  );
}
