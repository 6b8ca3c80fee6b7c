import { AuditLog } from '@/panels/money/audit-log';

export const metadata = { title: 'Log' };

export default function AuditLogPage() {
  return <AuditLog />;
}
