import { redirect } from 'next/navigation';

/** Everybody has a profile: that is where the settings begin. */
export default (): never => redirect('/settings/profile');
